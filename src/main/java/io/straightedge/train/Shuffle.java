package io.straightedge.train;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The order of the samples: a fresh random permutation in every epoch, cut into mini-batches. */
final class Shuffle {
    private final int[] order;
    private final int batchSize;
    private final ResumableRandom random;
    private int next;

    /**
     * @param size number of samples n
     * @param batchSize samples per mini-batch; an epoch's last one may be smaller
     */
    Shuffle(int size, int batchSize, ResumableRandom random) {
        this.order = new int[size];
        this.batchSize = batchSize;
        this.random = random;
        this.next = size;
        Arrays.setAll(order, i -> i);
    }

    /** The samples of the next mini-batch. */
    int[] next() {
        if (next == order.length) {
            permute();
            next = 0;
        }
        int from = next;
        next = (int) Math.min((long) from + batchSize, order.length);
        return Arrays.copyOfRange(order, from, next);
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(next);
        out.writeLong(random.state());
        for (int sample : order) {
            out.writeInt(sample);
        }
    }

    void restore(DataInput in) throws IOException {
        next = in.readInt();
        random.restore(in.readLong());
        for (int i = 0; i < order.length; i++) {
            order[i] = in.readInt();
        }
    }

    /** Fisher and Yates's shuffle. */
    private void permute() {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int sample = order[i];
            order[i] = order[j];
            order[j] = sample;
        }
    }
}
