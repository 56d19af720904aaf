package io.straightedge.engine;

import io.straightedge.data.Dataset;
import io.straightedge.data.Datasets;
import io.straightedge.data.Samples;
import io.straightedge.measure.PairSampler;
import io.straightedge.run.MeasureSpec;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.PairRecord;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSetup;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.train.Trainer;
import io.vertx.core.WorkerExecutor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from its first batch to its last, on the thread that calls {@link #execute}. */
final class TrainingRun {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

    /** Pairs whose paths are kept at every measured step, for the path view. */
    private static final int KEPT_PAIRS = 4;

    private final long run;
    private final RunSpec spec;
    private final Datasets datasets;
    private final Recorder recorder;
    private final WorkerExecutor measuringWorkers;
    private final RunSignals.Flag flag;

    TrainingRun(
            long run,
            RunSpec spec,
            Datasets datasets,
            Recorder recorder,
            WorkerExecutor measuringWorkers,
            RunSignals.Flag flag) {
        this.run = run;
        this.spec = spec;
        this.datasets = datasets;
        this.recorder = recorder;
        this.measuringWorkers = measuringWorkers;
        this.flag = flag;
    }

    /** Trains until the end, a failure or a signal, and records which it was. Throws nothing. */
    void execute() {
        enter(RunState.RUNNING, "");
        try {
            Dataset data = datasets.load(DatasetRequests.of(spec));
            try (Trainer trainer = new Trainer(spec.network(), spec.training(), data)) {
                train(trainer, data);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            enter(RunState.INTERRUPTED, "the training thread was interrupted");
        } catch (OutOfMemoryError e) {
            LOG.error("run {} ran out of memory", run, e);
            enter(RunState.FAILED, "out of memory: use a smaller network, batch or number of pairs");
        } catch (RuntimeException | LinkageError e) {
            LOG.error("run {} failed", run, e);
            enter(RunState.FAILED, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void train(Trainer trainer, Dataset data) throws InterruptedException {
        List<PairSampler.Pair> pairs = choosePairs(data);
        int kept = Math.min(KEPT_PAIRS, pairs.size());
        Measurement measurement =
                new Measurement(data, spec.training(), spec.measure().normalise(), pairs, kept);
        Measuring measuring = new Measuring(run, measurement, trainer::network, recorder, measuringWorkers);
        recorder.record(new RunEvent.SetUp(run, 0, setup(trainer, data), pairRecords(data, pairs.subList(0, kept))));
        recordTheory(trainer, measurement);
        TrainingLoop loop = new TrainingLoop(run, spec, trainer, measuring, recorder);
        String failure = loop.runUntil(() -> flag.get() != RunSignals.Signal.NONE);
        if (failure != null) {
            measuring.finishRequired();
            enter(RunState.FAILED, failure);
        } else if (flag.get() == RunSignals.Signal.STOP) {
            measuring.cancel();
            enter(RunState.STOPPED, "stopped at step " + trainer.stepsDone());
        } else if (flag.get() == RunSignals.Signal.INTERRUPT) {
            measuring.cancel();
            enter(RunState.INTERRUPTED, "the server was shut down at step " + trainer.stepsDone());
        } else {
            measuring.await();
            enter(RunState.FINISHED, "");
        }
    }

    private void recordTheory(Trainer trainer, Measurement measurement) {
        List<MetricPoint> points =
                TheoryPoints.of(spec.network(), trainer.layers().get(0), measurement.segments());
        if (!points.isEmpty()) {
            recorder.record(new RunEvent.Points(run, 0, points));
        }
    }

    private List<PairSampler.Pair> choosePairs(Dataset data) {
        MeasureSpec measure = spec.measure();
        Samples samples = data.train();
        PairSampler sampler = new PairSampler(
                samples.size(), samples.labels(), spec.training().seed());
        List<PairSampler.Pair> pairs =
                switch (measure.kind()) {
                    case MeasureSpec.SAME -> sampler.sameClass(measure.pairs());
                    case MeasureSpec.DIFFERENT -> sampler.differentClass(measure.pairs());
                    default -> sampler.random(measure.pairs());
                };
        List<PairSampler.Pair> distinct = pairs.stream()
                .filter(pair -> !Arrays.equals(input(samples, pair.a()), input(samples, pair.b())))
                .toList();
        if (distinct.isEmpty()) {
            throw new IllegalStateException(
                    "measure.kind: the " + samples.size() + " training samples hold no pair of kind " + measure.kind()
                            + "; use another kind or more samples");
        }
        return distinct;
    }

    private static RunSetup setup(Trainer trainer, Dataset data) {
        return new RunSetup(
                trainer.totalSteps(),
                trainer.stepsPerEpoch(),
                trainer.layers(),
                trainer.parameters(),
                data.description(),
                data.outputNames(),
                Environment.describe());
    }

    private static List<PairRecord> pairRecords(Dataset data, List<PairSampler.Pair> pairs) {
        List<PairRecord> records = new ArrayList<>();
        for (PairSampler.Pair pair : pairs) {
            records.add(new PairRecord(records.size(), end(data, pair.a()), end(data, pair.b())));
        }
        return records;
    }

    private static PairRecord.End end(Dataset data, int sample) {
        Samples samples = data.train();
        @Nullable String label = data.regression() ? null : data.outputNames().get(samples.labels()[sample]);
        int d = samples.dimension();
        float[] raw = Arrays.copyOfRange(samples.raw(), sample * d, (sample + 1) * d);
        return new PairRecord.End(sample, label, raw, data.imageWidth());
    }

    private static float[] input(Samples samples, int sample) {
        int d = samples.dimension();
        return Arrays.copyOfRange(samples.inputs(), sample * d, (sample + 1) * d);
    }

    private void enter(RunState state, String message) {
        recorder.record(new RunEvent.StateChanged(run, 0, Instant.now(), state, message));
    }
}
