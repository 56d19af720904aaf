package io.straightedge.pwl;

/**
 * One hidden layer swept along a segment: carries the pre-activations z of its units, their slopes dz/dt
 * and which units are on, from kink to kink of the layers below.
 *
 * <p>Between two such kinks z is linear, so the units that switch there are those whose z ends on the other
 * side of zero. Whether a unit is on is state, changed by a switch alone and never read off a rounded z: a
 * unit cannot switch on twice. A z within {@link #ROUNDING} of zero counts as zero, so that a unit that
 * only touches zero, where many others switch, does not seem to switch on and off again.
 */
final class LayerSweep {
    /**
     * Each of E kinks adds one rounding error to z and one to its slope; they add up like a random walk, to
     * √E ulp of the largest value, 64 for four thousand kinks. A real crossing is found at the first piece
     * that leaves this band, with its t taken at the root: it moves by less than 64 ulp.
     */
    private static final double ROUNDING = 64 * Math.ulp(1.0);

    private final int layer;
    private final double[] z;
    private final double[] slope;
    /** 1 for a unit that is on, otherwise 0. */
    private final double[] on;

    private final double[] tolerance;
    private final Switches switches;
    private double position;

    /** @param layer 1-based */
    LayerSweep(int layer, int units) {
        this.layer = layer;
        z = new double[units];
        slope = new double[units];
        on = new double[units];
        tolerance = new double[units];
        switches = new Switches(units);
    }

    double[] z() {
        return z;
    }

    double[] slope() {
        return slope;
    }

    double[] on() {
        return on;
    }

    /** Begins at t = 0 with z and slope as they are in the arrays now. */
    void start() {
        position = 0;
        for (int j = 0; j < z.length; j++) {
            on[j] = z[j] > 0 || (z[j] == 0 && slope[j] > 0) ? 1 : 0;
            tolerance[j] = ROUNDING * (Math.abs(z[j]) + Math.abs(slope[j]));
        }
    }

    /** Moves to t and adds the kinks of this layer on the way. */
    void advance(double t, KinkList kinks) {
        double from = position;
        double width = t - from;
        for (int j = 0; j < z.length; j++) {
            z[j] += slope[j] * width;
        }
        switches.clear();
        for (int j = 0; j < z.length; j++) {
            if (on[j] != 0 ? z[j] < -tolerance[j] : z[j] > tolerance[j]) {
                // Rounding may put the root a little outside the piece; t stays inside (0, 1).
                double root = Math.min(Math.max(t - z[j] / slope[j], from), t);
                switches.add(Math.min(Math.max(root, Double.MIN_VALUE), Math.nextDown(1.0)), j);
            }
        }
        if (switches.count() > 0) {
            record(kinks);
        }
        position = t;
    }

    /**
     * Takes the change of slope that a switch right below brings, scale·row of the weights, and writes what
     * of it passes through this layer: the same where units are on, else 0.
     */
    void bend(double scale, float[] weights, int offset, double[] passed, int at) {
        for (int j = 0; j < slope.length; j++) {
            double change = scale * weights[offset + j];
            slope[j] += change;
            passed[at + j] = change * on[j];
        }
    }

    /** Takes a dense change of slope, and writes what of it passes through this layer. */
    void bend(double[] changes, int offset, double[] passed, int at) {
        for (int j = 0; j < slope.length; j++) {
            double change = changes[offset + j];
            slope[j] += change;
            passed[at + j] = change * on[j];
        }
    }

    private void record(KinkList kinks) {
        switches.sort();
        for (int i = 0; i < switches.count(); i++) {
            int unit = switches.unit(i);
            on[unit] = 1 - on[unit];
            kinks.add(switches.t(i), layer, unit, on[unit] != 0 ? slope[unit] : -slope[unit]);
        }
    }
}
