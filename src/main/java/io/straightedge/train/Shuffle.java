package io.straightedge.train;

import java.util.Arrays;
import java.util.Random;

/** The order of the samples: a fresh random permutation in every epoch, cut into mini-batches. */
final class Shuffle {
    private final int[] order;
    private final int batchSize;
    private final Random random;
    private int next;

    /**
     * @param size number of samples n
     * @param batchSize samples per mini-batch; an epoch's last one may be smaller
     */
    Shuffle(int size, int batchSize, Random random) {
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
