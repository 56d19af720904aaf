package io.straightedge.engine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A network to measure.
 *
 * @param millis run time at which the parameters were taken
 * @param required never replaced by a newer one
 * @param keepsPaths whether the paths themselves are worth keeping
 */
record Snapshot(long step, long millis, float[] parameters, boolean required, boolean keepsPaths) {

    static void write(List<Snapshot> snapshots, DataOutputStream out) throws IOException {
        out.writeInt(snapshots.size());
        for (Snapshot snapshot : snapshots) {
            out.writeLong(snapshot.step);
            out.writeLong(snapshot.millis);
            out.writeBoolean(snapshot.keepsPaths);
            ByteBuffer bytes = ByteBuffer.allocate(snapshot.parameters.length * Float.BYTES);
            bytes.asFloatBuffer().put(snapshot.parameters);
            out.write(bytes.array());
        }
    }

    /**
     * What {@link #write} wrote, to be measured whatever else is; none at the end of the input, where checkpoints of
     * before end.
     *
     * @param parameters how many each has
     */
    static List<Snapshot> read(DataInputStream in, int parameters) throws IOException {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int left = in.available() > 0 ? in.readInt() : 0; left > 0; left--) {
            long step = in.readLong();
            long millis = in.readLong();
            boolean keepsPaths = in.readBoolean();
            float[] values = new float[parameters];
            byte[] bytes = new byte[parameters * Float.BYTES];
            in.readFully(bytes);
            ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
            snapshots.add(new Snapshot(step, millis, values, true, keepsPaths));
        }
        return snapshots;
    }
}
