package io.straightedge.pwl;

import io.straightedge.linalg.WideningProduct;

/**
 * Carries the changes of one layer's slopes to the next layer: D = (R ⊙ on)·W, one row per breakpoint,
 * where "on" is the layer's mask at that breakpoint. Only units that are on somewhere on the stretch
 * enter the product; about half of them are not.
 */
final class MaskedProduct {
    private static final int UNTOUCHED = -1;

    private final WideningProduct product;
    private final int[] active;
    private final int[] slot;
    private final double[] mask;
    private double[] left = new double[0];
    private int steady;
    private int used;

    MaskedProduct(int units, WideningProduct product) {
        this.product = product;
        active = new int[units];
        slot = new int[units];
        mask = new double[units];
    }

    /**
     * @param on mask at the stretch's beginning
     * @param crossings the layer's own switches on the stretch, sorted
     * @param result D (at least block.count() × n)
     */
    void multiply(RowBlock block, boolean[] on, Crossings crossings, ReluNetwork.Layer next, double[][] result) {
        if (block.count() == 0) {
            return;
        }
        chooseActive(on, crossings);
        int panel = product.panelRows(next.out());
        if (left.length < block.count() * Math.min(panel, Math.max(used, 1))) {
            left = new double[block.capacity() * Math.min(panel, active.length)];
        }
        int first = 0;
        do {
            int last = Math.min(first + panel, used);
            gather(block, on, crossings, first, last);
            product.add(left, block.count(), last - first, next.weights(), next.out(), active, first, first == 0);
            first = last;
        } while (first < used);
        for (int i = 0; i < block.count(); i++) {
            if (result[i] == null) {
                result[i] = new double[next.out()];
            }
            product.row(i, result[i], 0);
        }
    }

    /** Units that are on throughout come first, then those that switch. */
    private void chooseActive(boolean[] on, Crossings crossings) {
        java.util.Arrays.fill(slot, UNTOUCHED);
        for (int i = 0; i < crossings.count(); i++) {
            slot[crossings.unit(i)] = 0;
        }
        used = 0;
        for (int j = 0; j < on.length; j++) {
            if (on[j] && slot[j] == UNTOUCHED) {
                active[used++] = j;
            }
        }
        steady = used;
        for (int j = 0; j < on.length; j++) {
            if (slot[j] != UNTOUCHED) {
                slot[j] = used;
                active[used++] = j;
            }
        }
    }

    private void gather(RowBlock block, boolean[] on, Crossings crossings, int first, int last) {
        for (int k = steady; k < used; k++) {
            mask[k] = on[active[k]] ? 1 : 0;
        }
        int switched = 0;
        int fixed = Math.min(Math.max(steady, first), last);
        for (int i = 0, at = 0; i < block.count(); i++) {
            for (; switched < crossings.count() && crossings.piece(switched) <= i; switched++) {
                int k = slot[crossings.unit(switched)];
                mask[k] = 1 - mask[k];
            }
            double[] row = block.row(i);
            double change = block.inSlope(i);
            for (int k = first; k < fixed; k++) {
                left[at++] = change * row[active[k]];
            }
            for (int k = fixed; k < last; k++) {
                left[at++] = change * row[active[k]] * mask[k];
            }
        }
    }
}
