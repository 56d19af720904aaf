package io.straightedge.train;

import io.straightedge.run.TrainingSpec;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdamUpdater;
import org.nd4j.linalg.factory.Nd4j;

/** Turns gradients into steps. All vectors are flat, float32, and as long as the parameters. */
interface Optimiser extends AutoCloseable {
    /**
     * Takes one step.
     *
     * @param parameters θ, changed
     * @param gradient the sum of the batch's gradients; may be overwritten
     * @param batch number of samples in it
     * @param rate η
     * @param step number of this step, from 1
     */
    void step(INDArray parameters, INDArray gradient, int batch, double rate, long step);

    /** What it remembers between steps, always in the same order. */
    default List<INDArray> state() {
        return List.of();
    }

    @Override
    default void close() {
        state().forEach(INDArray::close);
    }

    /** @param gradient of the shape that will come */
    static Optimiser of(TrainingSpec training, INDArray gradient) {
        return switch (training.optimizer()) {
            case TrainingSpec.MOMENTUM -> new HeavyBall(training.momentum(), Nd4j.zerosLike(gradient));
            case TrainingSpec.ADAM -> new Adam(Nd4j.zerosLike(gradient), Nd4j.zerosLike(gradient));
            default -> new GradientDescent();
        };
    }

    /** θ ← θ − η·g, on a mini-batch or on all samples. */
    final class GradientDescent implements Optimiser {
        @Override
        public void step(INDArray parameters, INDArray gradient, int batch, double rate, long step) {
            Nd4j.getBlasWrapper().level1().axpy(parameters.length(), -rate / batch, gradient, parameters);
        }
    }

    /** Polyak's momentum: v ← μ·v + g, θ ← θ − η·v. */
    record HeavyBall(double momentum, INDArray velocity) implements Optimiser {
        @Override
        public void step(INDArray parameters, INDArray gradient, int batch, double rate, long step) {
            Nd4j.getBlasWrapper().level1().scal(velocity.length(), momentum, velocity);
            Nd4j.getBlasWrapper().level1().axpy(velocity.length(), 1.0 / batch, gradient, velocity);
            Nd4j.getBlasWrapper().level1().axpy(velocity.length(), -rate, velocity, parameters);
        }

        @Override
        public List<INDArray> state() {
            return List.of(velocity);
        }
    }

    /**
     * Kingma &amp; Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, with its constants, in the faster order
     * of its section 2: ε is added to the root before the bias is corrected.
     */
    record Adam(INDArray first, INDArray second) implements Optimiser {
        private static final double FIRST_DECAY = 0.9;
        private static final double SECOND_DECAY = 0.999;
        private static final double EPSILON = 1e-8;

        @Override
        public void step(INDArray parameters, INDArray gradient, int batch, double rate, long step) {
            Nd4j.getBlasWrapper().level1().scal(gradient.length(), 1.0 / batch, gradient);
            int iteration = Math.toIntExact(step - 1); // the op counts from 0
            Nd4j.exec(new AdamUpdater(gradient, second, first, rate, FIRST_DECAY, SECOND_DECAY, EPSILON, iteration));
            Nd4j.getBlasWrapper().level1().axpy(parameters.length(), -1.0, gradient, parameters);
        }

        @Override
        public List<INDArray> state() {
            return List.of(first, second);
        }
    }
}
