package io.straightedge.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Float vectors to bytes and back, bit for bit, a block at a time. */
final class Vectors {
    private static final int BLOCK = 1 << 14;

    private Vectors() {}

    static void write(INDArray vector, DataOutput out) throws IOException {
        FloatBuffer values = values(vector);
        byte[] bytes = new byte[BLOCK * Float.BYTES];
        while (values.hasRemaining()) {
            FloatBuffer block = ByteBuffer.wrap(bytes).asFloatBuffer();
            int count = Math.min(BLOCK, values.remaining());
            block.put(values.slice(values.position(), count));
            values.position(values.position() + count);
            out.write(bytes, 0, count * Float.BYTES);
        }
    }

    static void read(DataInput in, INDArray vector) throws IOException {
        FloatBuffer values = values(vector);
        byte[] bytes = new byte[BLOCK * Float.BYTES];
        while (values.hasRemaining()) {
            int count = Math.min(BLOCK, values.remaining());
            in.readFully(bytes, 0, count * Float.BYTES);
            values.put(ByteBuffer.wrap(bytes).asFloatBuffer().limit(count));
        }
    }

    private static FloatBuffer values(INDArray vector) {
        return vector.data().asNioFloat().slice(0, Math.toIntExact(vector.length()));
    }
}
