package io.straightedge.train;

import io.straightedge.data.Dataset;
import io.straightedge.data.Samples;
import io.straightedge.run.NetworkSpec;
import io.straightedge.run.TrainingSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Small problems for training tests. */
final class TestData {
    private TestData() {}

    static NetworkSpec network(Integer... hidden) {
        return new NetworkSpec(List.of(hidden), 2, 0.01, 1, 1);
    }

    static TrainingSpec training(String loss, double rate, int batchSize, int epochs, long seed) {
        return new TrainingSpec("sgd", rate, 0, 0, batchSize, epochs, 0, 0, true, loss, seed);
    }

    /** Normal inputs with random classes. */
    static Dataset classes(int size, int dimension, int classes, long seed) {
        Random random = new Random(seed);
        float[] inputs = normal(size * dimension, random);
        int[] labels = random.ints(size, 0, classes).toArray();
        return classified(inputs, labels, dimension, classes);
    }

    /** One narrow normal cloud per class around random unit-variance centres. */
    static Dataset clusters(int size, int dimension, int classes, long seed) {
        Random random = new Random(seed);
        float[] centres = normal(classes * dimension, random);
        float[] inputs = normal(size * dimension, random);
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = i % classes;
            for (int j = 0; j < dimension; j++) {
                inputs[i * dimension + j] = centres[labels[i] * dimension + j] + 0.2f * inputs[i * dimension + j];
            }
        }
        return classified(inputs, labels, dimension, classes);
    }

    /** Normal inputs with normal values to predict. */
    static Dataset regression(int size, int dimension, int outputs, long seed) {
        Random random = new Random(seed);
        float[] inputs = normal(size * dimension, random);
        return dataset(
                new Samples(size, dimension, outputs, inputs, inputs, normal(size * outputs, random), new int[0]));
    }

    private static Dataset classified(float[] inputs, int[] labels, int dimension, int classes) {
        float[] targets = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            targets[i * classes + labels[i]] = 1;
        }
        return dataset(new Samples(labels.length, dimension, classes, inputs, inputs, targets, labels));
    }

    private static Dataset dataset(Samples samples) {
        String[] names = new String[samples.outputs()];
        Arrays.setAll(names, i -> "output " + i);
        return new Dataset(samples, samples, List.of(names), 0, "made for a test");
    }

    private static float[] normal(int length, Random random) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
