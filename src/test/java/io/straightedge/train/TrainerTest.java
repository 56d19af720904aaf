package io.straightedge.train;

import static io.straightedge.run.TrainingSpec.CROSS_ENTROPY;
import static io.straightedge.run.TrainingSpec.SQUARED_ERROR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.data.Dataset;
import io.straightedge.data.Samples;
import io.straightedge.linalg.Blas;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.run.NetworkSpec;
import io.straightedge.run.TrainingSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class TrainerTest {
    private static final double EPSILON = Math.ulp(1f);

    @Test
    void countsAreThoseOfTheData() {
        Dataset data = TestData.classes(21, 5, 3, 1);
        try (Trainer trainer =
                new Trainer(TestData.network(7, 4), TestData.training(CROSS_ENTROPY, 0.1, 8, 6, 1), data)) {
            assertThat(trainer.layers()).containsExactly(5, 7, 4, 3);
            assertThat(trainer.parameters()).isEqualTo(5 * 7 + 7 + 7 * 4 + 4 + 4 * 3 + 3);
            assertThat(trainer.stepsPerEpoch()).isEqualTo(3);
            assertThat(trainer.totalSteps()).isEqualTo(18);
            trainer.step();
            assertThat(trainer.stepsDone()).isEqualTo(1);
        }
    }

    @Test
    void stepsEndWithTheLastEpoch() {
        try (Trainer trainer = new Trainer(
                TestData.network(3),
                TestData.training(SQUARED_ERROR, 0.1, 100, 1, 1),
                TestData.regression(9, 2, 1, 1))) {
            trainer.step();
            assertThatThrownBy(trainer::step)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("training is done after 1 step");
        }
    }

    @Test
    void aSeedDecidesEveryBit() {
        Dataset data = TestData.classes(70, 12, 4, 2);
        float[] first = trained(data, 7);
        assertThat(trained(data, 7)).isEqualTo(first);
        assertThat(trained(data, 8)).isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "40,30", "9,21,6", "33,5,8,12"})
    void snapshotsAreTheNetworkThatTrains(String hidden) {
        Samples samples = TestData.classes(300, 11, 4, 3).train();
        try (Trainer trainer = new Trainer(
                network(hidden), TestData.training(CROSS_ENTROPY, 0.05, 32, 2, 3), TestData.classes(300, 11, 4, 3))) {
            for (int i = 0; i < 5; i++) {
                trainer.step();
            }
            ReluNetwork network = snapshot(trainer);
            float[] outputs = trainer.outputs(samples.inputs());
            for (int i = 0; i < samples.size(); i++) {
                double[] x = row(samples.inputs(), i, 11);
                double[] exact = network.evaluate(x);
                double tolerance = forwardTolerance(network, x);
                for (int j = 0; j < 4; j++) {
                    assertThat((double) outputs[i * 4 + j]).isCloseTo(exact[j], within(tolerance));
                }
            }
        }
    }

    /** 21 samples in batches of 10 leave a last batch of a single sample. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "cross-entropy; 13; 21",
                "cross-entropy; 13,9; 21",
                "cross-entropy; 8,11,6; 27",
                "cross-entropy; 1; 5",
                "squared-error; 13; 21",
                "squared-error; 13,9; 24",
                "squared-error; 8,11,6; 21"
            })
    void stepsEqualBackPropagationInDoublePrecision(String loss, String hidden, int size) {
        Dataset data =
                loss.equals(CROSS_ENTROPY) ? TestData.classes(size, 6, 3, size) : TestData.regression(size, 6, 2, size);
        TrainingSpec training = TestData.training(loss, 0.25, 10, 2, 4);
        Shuffle order = sameShuffle(training, size);
        try (Trainer trainer = new Trainer(network(hidden), training, data)) {
            for (int step = 0; step < trainer.totalSteps(); step++) {
                ReluNetwork before = snapshot(trainer);
                BackPropagation exact = new BackPropagation(before, data.train(), order.next(), loss);
                assertThat(trainer.step()).isCloseTo(exact.loss, within(1e3 * EPSILON * (1 + exact.loss)));
                assertStep(before, snapshot(trainer), exact, 0.25);
            }
        }
    }

    @Test
    void oneDimensionAndOneOutputWork() {
        Dataset data = TestData.regression(17, 1, 1, 6);
        TrainingSpec training = TestData.training(SQUARED_ERROR, 0.1, 8, 1, 6);
        Shuffle order = sameShuffle(training, 17);
        try (Trainer trainer = new Trainer(TestData.network(50), training, data)) {
            for (int step = 0; step < 3; step++) {
                ReluNetwork before = snapshot(trainer);
                BackPropagation exact = new BackPropagation(before, data.train(), order.next(), SQUARED_ERROR);
                trainer.step();
                assertStep(before, snapshot(trainer), exact, 0.1);
            }
        }
    }

    @Test
    void theLearningRateWarmsUpLinearly() {
        TrainingSpec training = new TrainingSpec("sgd", 0.8, 0, 2, 5, 4, 0, 0, true, CROSS_ENTROPY, 1);
        try (Trainer trainer = new Trainer(TestData.network(3), training, TestData.classes(10, 2, 2, 1))) {
            List<Double> rates = new ArrayList<>(List.of(trainer.learningRate()));
            while (trainer.stepsDone() < trainer.totalSteps()) {
                trainer.step();
                rates.add(trainer.learningRate());
            }
            assertThat(rates).containsExactly(0.0, 0.2, 0.4, 0.8 * 3 / 4, 0.8, 0.8, 0.8, 0.8, 0.8);
        }
    }

    /** The first of four warm-up steps moves the parameters by a quarter of a full step, up to two roundings. */
    @Test
    void warmUpScalesTheStep() {
        Dataset data = TestData.classes(20, 4, 3, 9);
        float[] start = after(0, 0, data);
        float[] full = after(1, 0, data);
        float[] quarter = after(1, 2, data);
        for (int i = 0; i < start.length; i++) {
            double tolerance = 2 * EPSILON * (Math.abs(start[i]) + Math.abs(full[i] - start[i]));
            assertThat((double) quarter[i] - start[i]).isCloseTo(((double) full[i] - start[i]) / 4, within(tolerance));
        }
    }

    @Test
    void clustersAreLearned() {
        Dataset data = TestData.clusters(300, 10, 3, 12);
        try (Trainer trainer =
                new Trainer(TestData.network(64, 32), TestData.training(CROSS_ENTROPY, 0.1, 32, 20, 12), data)) {
            double first = epochLoss(trainer);
            double last = first;
            while (trainer.stepsDone() < trainer.totalSteps()) {
                last = epochLoss(trainer);
            }
            assertThat(last).isLessThan(first / 10);
            assertThat(accuracy(trainer, data.train())).isGreaterThan(0.99);
        }
    }

    @Test
    void divergenceIsNotHidden() {
        try (Trainer trainer = new Trainer(
                TestData.network(20),
                TestData.training(SQUARED_ERROR, 1e9, 10, 100, 1),
                TestData.regression(10, 3, 1, 1))) {
            double loss = 0;
            while (Double.isFinite(loss)) {
                loss = trainer.step();
            }
            trainer.step();
            assertThatThrownBy(() -> snapshot(trainer))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("layer 1");
        }
    }

    @Test
    void crossEntropyWithoutClassesIsRefused() {
        assertThatThrownBy(() -> new Trainer(
                        TestData.network(3),
                        TestData.training(CROSS_ENTROPY, 1, 1, 1, 1),
                        TestData.regression(5, 2, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use squared-error");
    }

    @Test
    void arraysOfAnotherLengthAreRefused() {
        try (Trainer trainer = new Trainer(
                TestData.network(3), TestData.training(SQUARED_ERROR, 1, 1, 1, 1), TestData.regression(5, 2, 1, 1))) {
            assertThatThrownBy(() -> trainer.copyParameters(new float[12]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the network has 13 parameters, but the target takes 12");
            assertThatThrownBy(() -> trainer.outputs(new float[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("3 values are not samples of 2");
        }
    }

    @Test
    void trainersInTwoThreadsUseOneBlasThreadEachAndDoNotDisturbEachOther() throws InterruptedException {
        Dataset data = TestData.classes(70, 12, 4, 2);
        float[] alone = trained(data, 7);
        List<Integer> threads = Collections.synchronizedList(new ArrayList<>());
        List<float[]> results = Collections.synchronizedList(new ArrayList<>());
        Runnable run = () -> {
            results.add(trained(data, 7));
            threads.add(Blas.threads());
        };
        Thread first = new Thread(run);
        Thread second = new Thread(run);
        first.start();
        second.start();
        first.join();
        second.join();
        assertThat(threads).containsExactly(1, 1);
        assertThat(results).containsExactly(alone, alone);
    }

    /**
     * Closed trainers stay referenced, so that only closing can have freed their memory. The size of the process counts
     * the heap too, hence the wide bound: half of what unclosed trainers would hold.
     */
    @Test
    void closingFreesNativeMemory() {
        Dataset data = TestData.classes(64, 784, 10, 1);
        List<Trainer> closed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            closed.add(useAndClose(data));
        }
        long tracked = Pointer.totalBytes();
        long physical = Pointer.physicalBytes();
        long held = 0;
        for (int i = 0; i < 20; i++) {
            closed.add(useAndClose(data));
            held += 2 * Float.BYTES * closed.get(i).parameters();
        }
        assertThat(Pointer.totalBytes() - tracked).isLessThan(held / 2);
        assertThat(Pointer.physicalBytes() - physical).isLessThan(held / 2);
        assertThat(Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread())
                .isEmpty();
    }

    @Test
    void closingTwiceDoesNoHarm() {
        Trainer trainer = new Trainer(
                TestData.network(3), TestData.training(SQUARED_ERROR, 1, 1, 1, 1), TestData.regression(5, 2, 1, 1));
        trainer.close();
        trainer.close();
        assertThat(trainer.parameters()).isEqualTo(13);
    }

    /** Takes two steps of a network of zeros, which is quick to make. */
    private static Trainer useAndClose(Dataset data) {
        NetworkSpec zeros = new NetworkSpec(List.of(4000), 0, 0, 0, 1);
        try (Trainer trainer = new Trainer(zeros, TestData.training(CROSS_ENTROPY, 0.1, 64, 3, 1), data)) {
            trainer.step();
            trainer.step();
            return trainer;
        }
    }

    /**
     * An update is wrong by the rounding of the new parameter and η times the error of its gradient. That is a sum of
     * products through every layer; a thousand roundings of its largest sum of terms is ample for these widths and
     * far below any wrong formula.
     */
    private static void assertStep(ReluNetwork before, ReluNetwork after, BackPropagation exact, double rate) {
        for (int l = 0; l < before.layers().size(); l++) {
            ReluNetwork.Layer old = before.layers().get(l);
            ReluNetwork.Layer now = after.layers().get(l);
            assertUpdate(old.weights(), now.weights(), exact.weights[l], rate, exact.magnitude);
            assertUpdate(old.biases(), now.biases(), exact.biases[l], rate, exact.magnitude);
        }
    }

    private static void assertUpdate(float[] old, float[] now, double[] gradient, double rate, double magnitude) {
        for (int i = 0; i < old.length; i++) {
            double expected = old[i] - rate * gradient[i];
            double tolerance = EPSILON * (Math.abs(expected) + 1000 * rate * magnitude);
            assertThat((double) now[i]).isCloseTo(expected, within(tolerance));
        }
    }

    /** Each layer adds at most (n_in + 2)·ε of the sum of its absolute terms to the relative error. */
    private static double forwardTolerance(ReluNetwork network, double[] x) {
        double[] bound = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            bound[i] = Math.abs(x[i]);
        }
        int roundings = 0;
        for (ReluNetwork.Layer layer : network.layers()) {
            double[] next = new double[layer.out()];
            for (int j = 0; j < layer.out(); j++) {
                next[j] = Math.abs(layer.biases()[j]);
                for (int i = 0; i < layer.in(); i++) {
                    next[j] += bound[i] * Math.abs(layer.weights()[i * layer.out() + j]);
                }
            }
            bound = next;
            roundings += layer.in() + 2;
        }
        double largest = 0;
        for (double value : bound) {
            largest = Math.max(largest, value);
        }
        return roundings * EPSILON * largest;
    }

    /** The order of the samples that a trainer of this specification uses. */
    private static Shuffle sameShuffle(TrainingSpec training, int size) {
        SplittableRandom seeds = new SplittableRandom(training.seed());
        seeds.nextLong();
        return new Shuffle(size, training.batchSize(), new ResumableRandom(seeds.nextLong()));
    }

    private static float[] trained(Dataset data, long seed) {
        try (Trainer trainer =
                new Trainer(TestData.network(30, 20), TestData.training(CROSS_ENTROPY, 0.1, 16, 3, seed), data)) {
            while (trainer.stepsDone() < trainer.totalSteps()) {
                trainer.step();
            }
            return parameters(trainer);
        }
    }

    private static float[] after(int steps, int warmupEpochs, Dataset data) {
        TrainingSpec training = new TrainingSpec("sgd", 0.5, 0, warmupEpochs, 10, 4, 0, 0, true, CROSS_ENTROPY, 5);
        try (Trainer trainer = new Trainer(TestData.network(6), training, data)) {
            for (int i = 0; i < steps; i++) {
                trainer.step();
            }
            return parameters(trainer);
        }
    }

    private static double epochLoss(Trainer trainer) {
        return IntStream.range(0, (int) trainer.stepsPerEpoch())
                .mapToDouble(i -> trainer.step())
                .average()
                .orElseThrow();
    }

    private static double accuracy(Trainer trainer, Samples samples) {
        float[] outputs = trainer.outputs(samples.inputs());
        int right = 0;
        for (int i = 0; i < samples.size(); i++) {
            int best = 0;
            for (int j = 1; j < samples.outputs(); j++) {
                if (outputs[i * samples.outputs() + j] > outputs[i * samples.outputs() + best]) {
                    best = j;
                }
            }
            right += best == samples.labels()[i] ? 1 : 0;
        }
        return (double) right / samples.size();
    }

    private static NetworkSpec network(String hidden) {
        return TestData.network(
                Arrays.stream(hidden.split(",")).map(Integer::valueOf).toArray(Integer[]::new));
    }

    private static float[] parameters(Trainer trainer) {
        float[] parameters = new float[(int) trainer.parameters()];
        trainer.copyParameters(parameters);
        return parameters;
    }

    private static ReluNetwork snapshot(Trainer trainer) {
        return trainer.network(parameters(trainer));
    }

    private static double[] row(float[] values, int row, int width) {
        double[] result = new double[width];
        for (int j = 0; j < width; j++) {
            result[j] = values[row * width + j];
        }
        return result;
    }
}
