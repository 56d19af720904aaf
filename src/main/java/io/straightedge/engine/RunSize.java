package io.straightedge.engine;

import io.straightedge.run.RunSpec;
import io.straightedge.run.TrainingSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * How large a run will be, from its spec alone.
 *
 * @param parameters weights and biases
 * @param networkBytes what grows with the parameters and the batch
 * @param dataBytes what grows with the samples
 * @param measuringBytes what grows with the pairs
 */
record RunSize(long parameters, long networkBytes, long dataBytes, long measuringBytes) {
    /** Of every dataset, to test on. */
    private static final long MOST_TEST_SAMPLES = 2000;

    /** Pairs that are measured at a time. */
    private static final long PAIRS_AT_ONCE = 32;

    /** What the exact engine takes beside the weights, at most. */
    private static final long ENGINE_BYTES = 64L << 20;

    /**
     * Vectors of a run that are as long as its parameters: these, their gradient, two snapshots, the network that is
     * measured, that network's copy outside the heap, and two that wait for the garbage collector.
     */
    private static final int VECTORS = 8;

    /** A checkpoint is gathered in a buffer that doubles as it grows: half as much again is held on the average. */
    private static final double CHECKPOINT = 1.5;

    /**
     * @param dimension features of a sample
     * @param outputs of the network
     */
    static RunSize of(RunSpec spec, int dimension, int outputs) {
        List<Long> widths = new ArrayList<>();
        widths.add((long) dimension);
        spec.network().hidden().forEach(width -> widths.add((long) width));
        widths.add((long) outputs);
        long parameters = 0;
        long units = 0;
        long widest = 0;
        long twoWidest = 0;
        for (int l = 1; l < widths.size(); l++) {
            parameters += (widths.get(l - 1) + 1) * widths.get(l);
            units += widths.get(l);
            widest = Math.max(widest, Math.max(widths.get(l - 1), widths.get(l)));
            twoWidest = Math.max(twoWidest, widths.get(l - 1) + widths.get(l));
        }
        long samples = spec.dataset().samples();
        long batch = spec.training().batch((int) samples);
        long pairs = Math.min(spec.measure().pairs(), PAIRS_AT_ONCE);
        return new RunSize(
                parameters,
                (long) (Float.BYTES * parameters * vectors(spec.training().optimizer()))
                        + Float.BYTES * batch * (dimension + 3 * units)
                        + Float.BYTES * MOST_TEST_SAMPLES * twoWidest,
                Float.BYTES * (samples + MOST_TEST_SAMPLES) * (3L * dimension + outputs),
                Double.BYTES * pairs * outputs * (3 * widest + 2 * units)
                        + Double.BYTES * 2L * spec.measure().pairs() * dimension);
    }

    long bytes() {
        return networkBytes + dataBytes + measuringBytes + ENGINE_BYTES;
    }

    /** The field that most of the memory comes from. */
    String largestField() {
        if (networkBytes >= Math.max(dataBytes, measuringBytes)) {
            return "network.hidden";
        }
        return dataBytes >= measuringBytes ? "dataset.samples" : "measure.pairs";
    }

    private static double vectors(String optimizer) {
        int state = optimizer.equals(TrainingSpec.ADAM) ? 2 : optimizer.equals(TrainingSpec.MOMENTUM) ? 1 : 0;
        return VECTORS + state + CHECKPOINT * (1 + state);
    }
}
