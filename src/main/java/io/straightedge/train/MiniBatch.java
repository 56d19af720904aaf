package io.straightedge.train;

import io.straightedge.data.Samples;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Native memory for a mini-batch of a fixed size, filled anew for every step. */
final class MiniBatch implements AutoCloseable {
    private final INDArray inputs;
    private final INDArray targets;

    /** Room for {@code size} of the samples. */
    MiniBatch(Samples samples, int size) {
        inputs = Nd4j.createUninitialized(DataType.FLOAT, new long[] {size, samples.dimension()}, 'c');
        targets = Nd4j.createUninitialized(DataType.FLOAT, new long[] {size, samples.outputs()}, 'c');
    }

    /** Copies the samples with the given indices in; as many as there is room for. */
    void fill(Samples samples, int[] indices) {
        gather(samples.inputs(), samples.dimension(), indices, inputs);
        gather(samples.targets(), samples.outputs(), indices, targets);
    }

    /** x (size × d). */
    INDArray inputs() {
        return inputs;
    }

    /** y (size × k). */
    INDArray targets() {
        return targets;
    }

    @Override
    public void close() {
        inputs.close();
        targets.close();
    }

    private static void gather(float[] source, int width, int[] indices, INDArray target) {
        FloatBuffer rows = target.data().asNioFloat();
        for (int i = 0; i < indices.length; i++) {
            rows.put(i * width, source, indices[i] * width, width);
        }
    }
}
