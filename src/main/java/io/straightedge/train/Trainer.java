package io.straightedge.train;

import io.straightedge.data.Dataset;
import io.straightedge.data.Samples;
import io.straightedge.linalg.Blas;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.run.NetworkSpec;
import io.straightedge.run.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains a ReLU network by plain mini-batch SGD: θ ← θ − η·∇ of the batch's mean loss. Equal arguments give equal
 * parameters, bit for bit, on the same machine.
 *
 * <p>A trainer belongs to the thread that made it, which it confines to one BLAS thread; only {@link #network} may be
 * called from elsewhere. It holds native memory until {@link #close}.
 */
public final class Trainer implements AutoCloseable {
    private static final int ROWS_PER_EVALUATION = 256;

    private final TrainingSpec training;
    private final Samples samples;
    private final ParameterLayout layout;
    private final Loss loss;
    private final MultiLayerNetwork network;
    private final INDArray parameters;
    private final INDArray gradient;
    private final Shuffle shuffle;
    private final MiniBatch fullBatch;
    private final MiniBatch lastBatch;
    private final long stepsPerEpoch;
    private long stepsDone;

    /**
     * Makes the network at its initial parameters.
     *
     * @param data its training samples decide the network's first and last width
     * @throws IllegalArgumentException when the loss does not suit the data, or the network has too many parameters
     */
    public Trainer(NetworkSpec networkSpec, TrainingSpec training, Dataset data) {
        if (data.regression() && training.loss().equals(TrainingSpec.CROSS_ENTROPY)) {
            throw new IllegalArgumentException("loss " + TrainingSpec.CROSS_ENTROPY
                    + " needs classes, and the data has none; use " + TrainingSpec.SQUARED_ERROR);
        }
        this.training = training;
        this.samples = data.train();
        this.layout = new ParameterLayout(widths(samples, networkSpec));
        this.loss = Loss.named(training.loss());
        SplittableRandom seeds = new SplittableRandom(training.seed());
        float[] initial = Initialisation.draw(networkSpec, layout, new Random(seeds.nextLong()));
        this.shuffle = new Shuffle(samples.size(), training.batchSize(), new Random(seeds.nextLong()));
        int batchSize = Math.min(training.batchSize(), samples.size());
        this.stepsPerEpoch = (samples.size() + batchSize - 1L) / batchSize;

        Blas.useOneThread();
        this.network = Networks.build(layout, loss, initial);
        this.parameters = network.params();
        this.gradient = network.getFlattenedGradients();
        this.fullBatch = new MiniBatch(samples, batchSize);
        int remainder = samples.size() % batchSize;
        this.lastBatch = remainder == 0 ? fullBatch : new MiniBatch(samples, remainder);
    }

    /** Steps of the whole training. */
    public long totalSteps() {
        return training.epochs() * stepsPerEpoch;
    }

    /** Mini-batches per pass over the data; the last of a pass may be smaller. */
    public long stepsPerEpoch() {
        return stepsPerEpoch;
    }

    /** Steps taken so far. */
    public long stepsDone() {
        return stepsDone;
    }

    /** Number of weights and biases. */
    public long parameters() {
        return layout.length();
    }

    /** Widths from input to output. */
    public List<Integer> layers() {
        return layout.widths();
    }

    /**
     * Takes one step.
     *
     * @return the mini-batch's loss before the step: the mean over its samples of the cross-entropy, or the mean over
     *     its samples and outputs of the squared error; not finite once training has diverged
     * @throws IllegalStateException when all steps are done
     */
    public double step() {
        if (stepsDone == totalSteps()) {
            throw new IllegalStateException("all " + totalSteps() + " steps are done");
        }
        int[] indices = shuffle.next();
        MiniBatch batch = indices.length == fullBatch.inputs().size(0) ? fullBatch : lastBatch;
        batch.fill(samples, indices);
        network.setInput(batch.inputs());
        network.setLabels(batch.targets());
        network.computeGradientAndScore(); // its gradient is the sum over the batch
        stepsDone++;
        Nd4j.getBlasWrapper().level1().axpy(layout.length(), -learningRate() / indices.length, gradient, parameters);
        return loss.mean();
    }

    /**
     * The learning rate of the latest step. Over the first {@code warmupEpochs} epochs it grows linearly with the
     * steps, from 0 before the first one.
     */
    public double learningRate() {
        long warmup = training.warmupEpochs() * stepsPerEpoch;
        return stepsDone < warmup ? training.learningRate() * stepsDone / warmup : training.learningRate();
    }

    /**
     * Copies the current parameters.
     *
     * @param target takes {@link #parameters()} values: layer by layer the weights column-major (n_in × n_out), then
     *     the biases
     * @throws IllegalArgumentException when it has another length
     */
    public void copyParameters(float[] target) {
        if (target.length != layout.length()) {
            throw new IllegalArgumentException(
                    "the network has " + layout.length() + " parameters, but the target takes " + target.length);
        }
        new FloatPointer(parameters.data().addressPointer()).get(target);
    }

    /**
     * The network with the given parameters. Any thread may call this.
     *
     * @param snapshot as written by {@link #copyParameters}; not kept
     * @throws IllegalArgumentException naming layer and index when a parameter is not finite
     */
    public ReluNetwork network(float[] snapshot) {
        return layout.network(snapshot);
    }

    /**
     * The current network's outputs, before any softmax.
     *
     * @param inputs x, row-major (n × d)
     * @return f(x), row-major (n × k)
     * @throws IllegalArgumentException when the inputs are not whole samples
     */
    float[] outputs(float[] inputs) {
        int dimension = samples.dimension();
        if (inputs.length % dimension != 0) {
            throw new IllegalArgumentException(inputs.length + " values are not samples of " + dimension);
        }
        int rows = inputs.length / dimension;
        float[] outputs = new float[rows * samples.outputs()];
        for (int from = 0; from < rows; from += ROWS_PER_EVALUATION) {
            int count = Math.min(ROWS_PER_EVALUATION, rows - from);
            evaluate(inputs, from, count, outputs);
        }
        return outputs;
    }

    /** Frees the native memory. Closing twice does no harm. */
    @Override
    public void close() {
        if (!parameters.wasClosed()) {
            fullBatch.close();
            if (lastBatch != fullBatch) {
                lastBatch.close();
            }
            gradient.close();
            parameters.close();
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
        }
    }

    private void evaluate(float[] inputs, int from, int count, float[] outputs) {
        float[] rows = new float[count * samples.dimension()];
        System.arraycopy(inputs, from * samples.dimension(), rows, 0, rows.length);
        try (INDArray x = Nd4j.create(rows, new long[] {count, samples.dimension()}, 'c');
                INDArray f = network.output(x)) {
            float[] values = f.dup('c').data().asFloat();
            System.arraycopy(values, 0, outputs, from * samples.outputs(), values.length);
        }
    }

    private static List<Integer> widths(Samples samples, NetworkSpec network) {
        List<Integer> widths = new ArrayList<>();
        widths.add(samples.dimension());
        widths.addAll(network.hidden());
        widths.add(samples.outputs());
        return widths;
    }
}
