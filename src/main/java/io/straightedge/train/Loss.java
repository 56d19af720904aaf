package io.straightedge.train;

import io.straightedge.run.TrainingSpec;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A training loss on the outputs f of the linear last layer, computed in float64. DL4J's own cross-entropy clips
 * probabilities at 1e-10 and so reports at most 23; this one is exact, and needs one pass instead of a dozen array
 * operations.
 *
 * <p>{@link #computeGradient} overwrites the outputs with the gradient and remembers the loss on the way, because
 * DL4J asks for the gradient first and then computes the outputs a second time for the score.
 */
abstract class Loss implements ILossFunction {
    private static final long serialVersionUID = 1;

    private double mean;

    /**
     * @param name as in {@link TrainingSpec#loss()}
     * @throws IllegalArgumentException when there is no such loss
     */
    static Loss named(String name) {
        return switch (name) {
            case TrainingSpec.CROSS_ENTROPY -> new CrossEntropy();
            case TrainingSpec.SQUARED_ERROR -> new SquaredError();
            default ->
                throw new IllegalArgumentException("loss " + name + " is not known; use " + TrainingSpec.CROSS_ENTROPY
                        + " or " + TrainingSpec.SQUARED_ERROR);
        };
    }

    /** The loss of the mini-batch whose gradient was computed last. */
    double mean() {
        return mean;
    }

    /**
     * One sample's loss.
     *
     * @param outputs f(x) (k); replaced by the loss's gradient with respect to it
     * @param targets y (k)
     */
    abstract double differentiate(double[] outputs, double[] targets);

    @Override
    public INDArray computeGradient(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
        int samples = (int) preOutput.size(0);
        double[] outputs = new double[(int) preOutput.size(1)];
        double[] targets = new double[outputs.length];
        Matrix f = new Matrix(preOutput);
        Matrix y = new Matrix(labels);
        double sum = 0;
        for (int i = 0; i < samples; i++) {
            f.read(i, outputs);
            y.read(i, targets);
            sum += differentiate(outputs, targets);
            f.write(i, outputs);
        }
        mean = sum / samples;
        return preOutput;
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask, boolean average) {
        return average ? mean : mean * preOutput.size(0);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask, boolean average) {
        INDArray gradient = computeGradient(labels, preOutput, activation, mask);
        return Pair.of(computeScore(labels, preOutput, activation, mask, average), gradient);
    }

    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
        throw new UnsupportedOperationException("losses per sample are not kept");
    }

    @Override
    public String name() {
        return getClass().getSimpleName();
    }

    /** −log softmax(f)_c for the class c, averaged over the samples. */
    static final class CrossEntropy extends Loss {
        private static final long serialVersionUID = 1;

        @Override
        double differentiate(double[] outputs, double[] targets) {
            double max = Double.NEGATIVE_INFINITY;
            for (double output : outputs) {
                max = Math.max(max, output);
            }
            double sum = 0;
            for (double output : outputs) {
                sum += Math.exp(output - max);
            }
            double logSum = max + Math.log(sum);
            double loss = 0;
            for (int j = 0; j < outputs.length; j++) {
                double logProbability = outputs[j] - logSum;
                if (targets[j] != 0) {
                    loss -= targets[j] * logProbability;
                }
                outputs[j] = Math.exp(logProbability) - targets[j];
            }
            return loss;
        }
    }

    /** (y − f)², averaged over samples and outputs. */
    static final class SquaredError extends Loss {
        private static final long serialVersionUID = 1;

        @Override
        double differentiate(double[] outputs, double[] targets) {
            double sum = 0;
            for (int j = 0; j < outputs.length; j++) {
                double error = outputs[j] - targets[j];
                sum += error * error;
                outputs[j] = 2 * error / outputs.length;
            }
            return sum / outputs.length;
        }
    }

    /** Direct access to a small array's memory, in any order. */
    private static final class Matrix {
        private final FloatBuffer values;
        private final int start;
        private final int rowStride;
        private final int columnStride;

        Matrix(INDArray array) {
            values = array.data().asNioFloat();
            start = values.position();
            rowStride = (int) array.stride(0);
            columnStride = (int) array.stride(1);
        }

        void read(int row, double[] target) {
            for (int j = 0, at = start + row * rowStride; j < target.length; j++, at += columnStride) {
                target[j] = values.get(at);
            }
        }

        void write(int row, double[] source) {
            for (int j = 0, at = start + row * rowStride; j < source.length; j++, at += columnStride) {
                values.put(at, (float) source[j]);
            }
        }
    }
}
