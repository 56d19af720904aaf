package io.straightedge.pwl;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The kinks of a path, found slowly and independently of the sweep: 60 decimal digits, no running
 * values, no switched state. Layer by layer, the pre-activations are taken by a full forward pass at
 * every kink found so far; between two of them they are linear, so a change of sign is a kink.
 */
final class LayerwiseOracle {
    private static final MathContext DIGITS = new MathContext(60);
    /** Far below any true value of these nets, far above the error of 60 digits. */
    private static final BigDecimal ZERO = new BigDecimal("1e-45");

    private final ReluNetwork network;
    private final Segment segment;

    record Kink(BigDecimal t, int layer, int unit) {}

    LayerwiseOracle(ReluNetwork network, Segment segment) {
        this.network = network;
        this.segment = segment;
    }

    List<Kink> kinks() {
        List<Kink> kinks = new ArrayList<>();
        for (int layer = 1; layer < network.layers().size(); layer++) {
            List<BigDecimal> ends = ends(kinks);
            List<BigDecimal[]> values = new ArrayList<>();
            for (BigDecimal t : ends) {
                values.add(preActivations(layer, t));
            }
            for (int i = 0; i + 1 < ends.size(); i++) {
                addCrossings(kinks, layer, ends.get(i), ends.get(i + 1), values.get(i), values.get(i + 1));
            }
        }
        kinks.sort(Comparator.comparing(Kink::t));
        return kinks;
    }

    BigDecimal[] output(BigDecimal t) {
        return preActivations(network.layers().size(), t);
    }

    private static void addCrossings(
            List<Kink> kinks, int layer, BigDecimal t0, BigDecimal t1, BigDecimal[] z0, BigDecimal[] z1) {
        for (int unit = 0; unit < z0.length; unit++) {
            boolean crosses = z0[unit].abs().compareTo(ZERO) > 0
                    && z1[unit].abs().compareTo(ZERO) > 0
                    && z0[unit].signum() != z1[unit].signum();
            if (crosses) {
                BigDecimal share = z0[unit].divide(z0[unit].subtract(z1[unit]), DIGITS);
                kinks.add(new Kink(t0.add(t1.subtract(t0).multiply(share, DIGITS)), layer, unit));
            }
        }
    }

    private static List<BigDecimal> ends(List<Kink> kinks) {
        List<BigDecimal> ends = new ArrayList<>(List.of(BigDecimal.ZERO));
        kinks.stream().map(Kink::t).sorted().forEach(ends::add);
        ends.add(BigDecimal.ONE);
        return ends;
    }

    /** z of a layer (1-based; the last one is the output) at t, from the input up. */
    private BigDecimal[] preActivations(int layer, BigDecimal t) {
        BigDecimal[] x = new BigDecimal[network.inputs()];
        for (int i = 0; i < x.length; i++) {
            x[i] = new BigDecimal(segment.a()[i]).add(new BigDecimal(segment.step()[i]).multiply(t, DIGITS));
        }
        for (int l = 0; l < layer; l++) {
            BigDecimal[] z = affine(network.layers().get(l), x);
            if (l + 1 == layer) {
                return z;
            }
            for (int j = 0; j < z.length; j++) {
                z[j] = z[j].max(BigDecimal.ZERO);
            }
            x = z;
        }
        return x;
    }

    private static BigDecimal[] affine(ReluNetwork.Layer layer, BigDecimal[] x) {
        BigDecimal[] z = new BigDecimal[layer.out()];
        for (int j = 0; j < z.length; j++) {
            z[j] = new BigDecimal(layer.biases()[j]);
            for (int i = 0; i < x.length; i++) {
                z[j] = z[j].add(x[i].multiply(new BigDecimal(layer.weights()[i * layer.out() + j]), DIGITS), DIGITS);
            }
        }
        return z;
    }
}
