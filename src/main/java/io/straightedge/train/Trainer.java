package io.straightedge.train;

import io.straightedge.data.Dataset;
import io.straightedge.data.Samples;
import io.straightedge.linalg.Blas;
import io.straightedge.pwl.ReluNetwork;
import io.straightedge.run.NetworkSpec;
import io.straightedge.run.TrainingSpec;
import io.straightedge.text.Count;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Trains a ReLU network, batch by batch. Equal arguments give equal parameters, bit for bit, on the same machine, also
 * when training was cut in two by {@link #save} and {@link #restore}.
 *
 * <p>A trainer belongs to the thread that made it, which it confines to one BLAS thread; only {@link #network} may be
 * called from elsewhere. It holds native memory until {@link #close}.
 */
public final class Trainer implements AutoCloseable {
    private static final int ROWS_PER_EVALUATION = 256;

    /** Of what {@link #save} writes. */
    private static final int FORMAT = 1;

    private final TrainingSpec training;
    private final Samples samples;
    private final ParameterLayout layout;
    private final Loss loss;
    private final MultiLayerNetwork network;
    private final INDArray parameters;
    private final INDArray gradient;
    private final List<INDArray> weights = new ArrayList<>();
    private final List<INDArray> biasGradients = new ArrayList<>();
    private final Optimiser optimiser;
    private final Shuffle shuffle;
    private final MiniBatch fullBatch;
    private final MiniBatch lastBatch;
    private final long stepsPerEpoch;
    private long stepsDone;
    private double epochLoss;
    private boolean lossReached;

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
        int batchSize = training.batch(samples.size());
        this.shuffle = new Shuffle(samples.size(), batchSize, new ResumableRandom(seeds.nextLong()));
        this.stepsPerEpoch = training.stepsPerEpoch(samples.size());

        Blas.useOneThread();
        this.network = Networks.build(layout, loss, initial);
        this.parameters = network.params();
        this.gradient = network.getFlattenedGradients();
        this.optimiser = Optimiser.of(training, gradient);
        keepViews();
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

    /** Whether the last step is done, or the loss has fallen as far as was asked. */
    public boolean done() {
        return lossReached || stepsDone == totalSteps();
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
     * @throws IllegalStateException when training is {@link #done}
     */
    public double step() {
        if (done()) {
            throw new IllegalStateException("training is done after " + Count.of(stepsDone, "step"));
        }
        int[] indices = shuffle.next();
        MiniBatch batch = indices.length == fullBatch.inputs().size(0) ? fullBatch : lastBatch;
        batch.fill(samples, indices);
        network.setInput(batch.inputs());
        network.setLabels(batch.targets());
        network.computeGradientAndScore(); // its gradient is the sum over the batch
        stepsDone++;
        double rate = learningRate();
        if (training.weightDecay() > 0) {
            double kept = 1 - rate * training.weightDecay();
            weights.forEach(w -> Nd4j.getBlasWrapper().level1().scal(w.length(), kept, w));
        }
        biasGradients.forEach(biases -> biases.assign(0));
        optimiser.step(parameters, gradient, indices.length, rate, stepsDone);
        double mean = loss.mean();
        count(mean * indices.length);
        return mean;
    }

    private void count(double batchLoss) {
        epochLoss += batchLoss;
        if (stepsDone % stepsPerEpoch == 0) {
            lossReached = training.stopAtLoss() > 0 && epochLoss / samples.size() <= training.stopAtLoss();
            epochLoss = 0;
        }
    }

    /** Views of the weights, which decay, and of the gradient of biases that are frozen. */
    private void keepViews() {
        for (int l = 1; l <= layout.layers(); l++) {
            INDArray w = parameters.get(NDArrayIndex.interval(layout.weights(l), layout.biases(l)));
            weights.add(w);
            if (!training.trainBiases()) {
                biasGradients.add(
                        gradient.get(NDArrayIndex.point(0), NDArrayIndex.interval(layout.biases(l), layout.end(l))));
            }
        }
    }

    /**
     * Writes everything that decides how training goes on.
     *
     * @throws IOException when the output does
     */
    public void save(DataOutput out) throws IOException {
        out.writeInt(FORMAT);
        out.writeUTF(signature());
        out.writeLong(stepsDone);
        out.writeDouble(epochLoss);
        out.writeBoolean(lossReached);
        shuffle.save(out);
        for (INDArray vector : vectors()) {
            Vectors.write(vector, out);
        }
    }

    /**
     * Goes on where {@link #save} was called, on a trainer that was made with the same arguments.
     *
     * @throws IOException when the input does, ends early, or is of another network or optimizer
     */
    public void restore(DataInput in) throws IOException {
        int format = in.readInt();
        if (format != FORMAT) {
            throw new IOException("format " + format + " is not known; this version reads " + FORMAT);
        }
        String saved = in.readUTF();
        if (!saved.equals(signature())) {
            throw new IOException("it is of " + saved + ", not of " + signature());
        }
        stepsDone = in.readLong();
        epochLoss = in.readDouble();
        lossReached = in.readBoolean();
        shuffle.restore(in);
        for (INDArray vector : vectors()) {
            Vectors.read(in, vector);
        }
    }

    private String signature() {
        return layout.widths() + " trained by " + training.optimizer() + " on " + Count.of(samples.size(), "sample");
    }

    private List<INDArray> vectors() {
        List<INDArray> vectors = new ArrayList<>(List.of(parameters));
        vectors.addAll(optimiser.state());
        return vectors;
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
            optimiser.close();
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
