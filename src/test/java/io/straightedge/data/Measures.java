package io.straightedge.data;

import java.util.Arrays;
import java.util.List;

/** Statistics that tests judge data by. */
final class Measures {
    private Measures() {}

    static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Share of test samples whose nearest class mean, over the training samples, is that of their class. */
    static double nearestMeanAccuracy(Dataset data) {
        double[][] means = classMeans(data.train());
        Samples test = data.test();
        int right = 0;
        for (int i = 0; i < test.size(); i++) {
            int nearest = 0;
            for (int c = 1; c < means.length; c++) {
                if (squaredDistance(test, i, means[c]) < squaredDistance(test, i, means[nearest])) {
                    nearest = c;
                }
            }
            right += nearest == test.labels()[i] ? 1 : 0;
        }
        return right / (double) test.size();
    }

    /** Samples of each class. */
    static List<Integer> classCounts(Samples samples) {
        int[] counts = new int[samples.outputs()];
        for (int label : samples.labels()) {
            counts[label]++;
        }
        return Arrays.stream(counts).boxed().toList();
    }

    private static double[][] classMeans(Samples samples) {
        double[][] means = new double[samples.outputs()][samples.dimension()];
        List<Integer> counts = classCounts(samples);
        for (int i = 0; i < samples.inputs().length; i++) {
            int label = samples.labels()[i / samples.dimension()];
            means[label][i % samples.dimension()] += samples.inputs()[i] / (double) counts.get(label);
        }
        return means;
    }

    private static double squaredDistance(Samples samples, int sample, double[] point) {
        double squares = 0;
        for (int j = 0; j < point.length; j++) {
            double difference = samples.inputs()[sample * point.length + j] - point[j];
            squares += difference * difference;
        }
        return squares;
    }
}
