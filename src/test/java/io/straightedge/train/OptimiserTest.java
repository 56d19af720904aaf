package io.straightedge.train;

import static io.straightedge.run.TrainingSpec.CROSS_ENTROPY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.data.Dataset;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.run.TrainingSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each optimizer beside its formula in float64, and training that is cut in two beside training that is not. */
class OptimiserTest {
    private static final int SIZE = 23;
    private static final Dataset DATA = TestData.classes(SIZE, 6, 3, 5);

    @ParameterizedTest
    @CsvSource({
        "sgd, 0, 0, true",
        "sgd, 0, 0.5, true",
        "sgd, 0, 0.5, false",
        "momentum, 0.9, 0, true",
        "momentum, 0.5, 0.1, false",
        "adam, 0, 0, true",
        "adam, 0, 0.3, false",
        "gd, 0, 0.1, true",
    })
    void stepsFollowTheFormula(String optimizer, double momentum, double decay, boolean trainBiases) {
        double rate = 0.02;
        TrainingSpec training =
                new TrainingSpec(optimizer, rate, momentum, 0, 10, 4, 0, decay, trainBiases, CROSS_ENTROPY, 4);
        Shuffle order = sameShuffle(training);
        try (Trainer trainer = new Trainer(TestData.network(9, 5), training, DATA)) {
            double[] first = new double[(int) trainer.parameters()];
            double[] second = new double[first.length];
            for (int step = 1; !trainer.done(); step++) {
                float[] before = parameters(trainer);
                double[] gradient = gradient(trainer.network(before), order.next(), trainBiases);
                trainer.step();
                float[] after = parameters(trainer);
                boolean[] isWeight = weights(trainer);
                for (int i = 0; i < first.length; i++) {
                    double kept = isWeight[i] ? before[i] * (1 - rate * decay) : before[i];
                    double update = gradient[i];
                    if (optimizer.equals("momentum")) {
                        first[i] = momentum * first[i] + gradient[i];
                        update = first[i];
                    } else if (optimizer.equals("adam")) {
                        first[i] = 0.9 * first[i] + 0.1 * gradient[i];
                        second[i] = 0.999 * second[i] + 0.001 * gradient[i] * gradient[i];
                        double unbias = Math.sqrt(1 - Math.pow(0.999, step)) / (1 - Math.pow(0.9, step));
                        update = unbias * first[i] / (Math.sqrt(second[i]) + 1e-8);
                    }
                    assertThat((double) after[i])
                            .as("step %d, parameter %d", step, i)
                            .isCloseTo(kept - rate * update, within(tolerance(optimizer, rate, gradient[i])));
                }
            }
        }
    }

    /** Adam divides by the gradient's size, so where that is mere rounding the step's sign is open. */
    private static double tolerance(String optimizer, double rate, double gradient) {
        return optimizer.equals("adam") && Math.abs(gradient) < 1e-5 ? 2 * rate : 1e-5;
    }

    @Test
    void frozenBiasesKeepEveryBit() {
        TrainingSpec training = new TrainingSpec("adam", 0.01, 0, 0, 5, 10, 0, 0.1, false, CROSS_ENTROPY, 4);
        try (Trainer trainer = new Trainer(TestData.network(9, 5), training, DATA)) {
            ReluNetwork start = trainer.network(parameters(trainer));
            while (!trainer.done()) {
                trainer.step();
            }
            ReluNetwork end = trainer.network(parameters(trainer));
            for (int l = 0; l < 3; l++) {
                assertThat(end.layers().get(l).biases())
                        .isEqualTo(start.layers().get(l).biases());
                assertThat(end.layers().get(l).weights())
                        .isNotEqualTo(start.layers().get(l).weights());
            }
        }
    }

    @Test
    void trainingEndsAfterTheFirstEpochWhoseLossIsLowEnough() {
        double[] epochs = new double[40];
        try (Trainer trainer = trainer("sgd", 0, 40)) {
            for (int epoch = 0; epoch < epochs.length; epoch++) {
                for (int size : new int[] {10, 10, 3}) {
                    epochs[epoch] += trainer.step() * size / SIZE;
                }
            }
        }
        double wanted = epochs[25] * (1 + 1e-9);
        int expected = 0;
        while (epochs[expected] > wanted) {
            expected++;
        }
        try (Trainer trainer = trainer("sgd", wanted, 40)) {
            while (!trainer.done()) {
                trainer.step();
            }
            assertThat(trainer.stepsDone()).isEqualTo(3L * (expected + 1)).isLessThan(trainer.totalSteps());
            assertThatThrownBy(trainer::step).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void noEpochsIsDoneAtOnce() {
        try (Trainer trainer = trainer("sgd", 0, 0)) {
            assertThat(trainer.done()).isTrue();
            assertThat(trainer.totalSteps()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "adam", "gd"})
    void trainingCutInTwoEndsWithTheSameBits(String optimizer) throws IOException {
        float[] whole;
        long steps;
        try (Trainer trainer = trainer(optimizer, 0.4, 12)) {
            while (!trainer.done()) {
                trainer.step();
            }
            whole = parameters(trainer);
            steps = trainer.stepsDone();
        }
        for (int cut = 0; cut <= steps; cut += 1 + cut % 3) {
            byte[] saved = savedAfter(cut, optimizer);
            try (Trainer trainer = trainer(optimizer, 0.4, 12)) {
                trainer.restore(new DataInputStream(new ByteArrayInputStream(saved)));
                assertThat(trainer.stepsDone()).isEqualTo(cut);
                while (!trainer.done()) {
                    trainer.step();
                }
                assertThat(parameters(trainer)).as("cut after %d steps", cut).isEqualTo(whole);
                assertThat(trainer.stepsDone()).isEqualTo(steps);
            }
        }
    }

    @Test
    void whatIsOfAnotherTrainingIsRefused() throws IOException {
        byte[] saved = savedAfter(3, "momentum");
        try (Trainer trainer = trainer("adam", 0, 12)) {
            assertThatThrownBy(() -> trainer.restore(new DataInputStream(new ByteArrayInputStream(saved))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("it is of [6, 9, 5, 3] trained by momentum on 23 samples, "
                            + "not of [6, 9, 5, 3] trained by adam on 23 samples");
        }
        try (Trainer trainer = trainer("momentum", 0, 12)) {
            for (int length = 0; length < saved.length; length += 7) {
                DataInputStream cut = new DataInputStream(new ByteArrayInputStream(saved, 0, length));
                assertThatThrownBy(() -> trainer.restore(cut)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void theRandomStreamIsThatOfTheJavaLibrary() {
        ResumableRandom random = new ResumableRandom(99);
        java.util.Random library = new java.util.Random(99);
        for (int i = 0; i < 1000; i++) {
            assertThat(random.nextInt(i + 1)).isEqualTo(library.nextInt(i + 1));
        }
        ResumableRandom resumed = new ResumableRandom(1);
        resumed.restore(random.state());
        assertThat(resumed.nextLong()).isEqualTo(library.nextLong());
    }

    private static byte[] savedAfter(int steps, String optimizer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Trainer trainer = trainer(optimizer, 0.4, 12)) {
            for (int i = 0; i < steps; i++) {
                trainer.step();
            }
            trainer.save(new DataOutputStream(bytes));
        }
        return bytes.toByteArray();
    }

    private static Trainer trainer(String optimizer, double stopAtLoss, int epochs) {
        double momentum = optimizer.equals("momentum") ? 0.9 : 0;
        TrainingSpec training =
                new TrainingSpec(optimizer, 0.05, momentum, 2, 10, epochs, stopAtLoss, 0.01, true, CROSS_ENTROPY, 4);
        return new Trainer(TestData.network(9, 5), training, DATA);
    }

    /** In the trainer's own layout: weights by unit, then biases. */
    private static double[] gradient(ReluNetwork network, int[] batch, boolean trainBiases) {
        BackPropagation exact = new BackPropagation(network, DATA.train(), batch, CROSS_ENTROPY);
        double[] flat = new double[9 * 7 + 5 * 10 + 3 * 6];
        int at = 0;
        for (int l = 0; l < 3; l++) {
            ReluNetwork.Layer layer = network.layers().get(l);
            for (int j = 0; j < layer.out(); j++) {
                for (int i = 0; i < layer.in(); i++) {
                    flat[at++] = exact.weights[l][i * layer.out() + j];
                }
            }
            for (int j = 0; j < layer.out(); j++) {
                flat[at++] = trainBiases ? exact.biases[l][j] : 0;
            }
        }
        return flat;
    }

    private static boolean[] weights(Trainer trainer) {
        boolean[] flat = new boolean[(int) trainer.parameters()];
        int at = 0;
        for (int l = 1; l < trainer.layers().size(); l++) {
            int count = trainer.layers().get(l - 1) * trainer.layers().get(l);
            java.util.Arrays.fill(flat, at, at + count, true);
            at += count + trainer.layers().get(l);
        }
        return flat;
    }

    private static Shuffle sameShuffle(TrainingSpec training) {
        SplittableRandom seeds = new SplittableRandom(training.seed());
        seeds.nextLong();
        return new Shuffle(SIZE, training.batch(SIZE), new ResumableRandom(seeds.nextLong()));
    }

    private static float[] parameters(Trainer trainer) {
        float[] parameters = new float[(int) trainer.parameters()];
        trainer.copyParameters(parameters);
        return parameters;
    }
}
