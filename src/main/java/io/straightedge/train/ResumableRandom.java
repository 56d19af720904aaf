package io.straightedge.train;

import java.util.Random;

/**
 * {@link Random}, whose algorithm is specified to the bit, with a state that can be read and set. Not for
 * Gaussians, of which the base class keeps one back.
 */
final class ResumableRandom extends Random {
    private static final long serialVersionUID = 1;
    private static final long MULTIPLIER = 0x5DEECE66DL;
    private static final long MASK = (1L << 48) - 1;

    private long state;

    ResumableRandom(long seed) {
        super(seed);
    }

    long state() {
        return state;
    }

    void restore(long saved) {
        state = saved;
    }

    @Override
    public synchronized void setSeed(long seed) {
        super.setSeed(seed);
        state = (seed ^ MULTIPLIER) & MASK;
    }

    @Override
    protected int next(int bits) {
        state = (state * MULTIPLIER + 0xBL) & MASK;
        return (int) (state >>> (48 - bits));
    }
}
