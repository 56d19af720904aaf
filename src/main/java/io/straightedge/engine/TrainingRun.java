package io.straightedge.engine;

import io.straightedge.data.Dataset;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSetup;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.StoreException;
import io.straightedge.train.Trainer;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run from its first batch to its last, on the thread that calls {@link #execute}. */
final class TrainingRun {
    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

    private final long run;
    private final RunSpec spec;
    private final Workshop workshop;
    private final RunSignals.Flag flag;

    TrainingRun(long run, RunSpec spec, Workshop workshop, RunSignals.Flag flag) {
        this.run = run;
        this.spec = spec;
        this.workshop = workshop;
        this.flag = flag;
    }

    /** Trains until the end, a failure or a signal, and records which it was. Throws nothing. */
    void execute() {
        try {
            enter(RunState.RUNNING, "");
        } catch (RunControl.ConflictException | RunControl.NoSuchRunException | StoreException e) {
            LOG.info("run {} does not begin: {}", run, e.getMessage());
            return;
        }
        try {
            Dataset data = workshop.datasets().load(DatasetRequests.of(spec));
            try (Trainer trainer = new Trainer(spec.network(), spec.training(), data)) {
                train(trainer, data);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(RunState.INTERRUPTED, "the training thread was interrupted");
        } catch (RuntimeException | Error e) {
            breakOff(e);
        } finally {
            forgetWhatIsOver();
        }
    }

    private void breakOff(Throwable broken) {
        try {
            Ending ending = ending(broken);
            end(ending.state(), ending.message());
        } catch (Error e) { // where files or memory have run out, also for finding out why
            end(RunState.INTERRUPTED, "the server has run out of files or memory; start it again, and the run goes on");
            LOG.error("run {} broke off", run, e);
        }
    }

    private void train(Trainer trainer, Dataset data) throws InterruptedException {
        Recorder recorder = workshop.recorder();
        recorder.flush();
        History history = History.of(workshop.store().find(run).orElseThrow(), workshop.store());
        PairChoice choice = new PairChoice(data, spec);
        Measurement measurement =
                new Measurement(data, spec.training(), spec.measure().normalise(), choice.pairs(), choice.kept());
        Measuring measuring = new Measuring(run, measurement, trainer::network, recorder, workshop.measuring());
        if (!history.setUp()) {
            recorder.record(new RunEvent.SetUp(run, 0, setup(trainer, data), choice.keptRecords(), choice.measured()));
        }
        if (!history.theory()) {
            recordTheory(trainer, measurement);
        }
        Restored restored = restore(trainer, measurement, history);
        Checkpointing checkpointing = new Checkpointing(run, workshop, measuring, news -> end(RunState.RUNNING, news));
        try {
            restored.unmeasured().forEach(measuring::offer);
            TrainingLoop loop = new TrainingLoop(
                    run,
                    spec,
                    trainer,
                    measuring,
                    checkpointing,
                    recorder,
                    history.alsoMeasured(restored.unmeasured()),
                    restored.position());
            String failure = loop.runUntil(() -> flag.get() != RunSignals.Signal.NONE || timeIsUp(loop));
            finish(failure, trainer, measuring, checkpointing, loop);
        } finally {
            measuring.cancel();
            checkpointing.awaitIdle();
        }
    }

    private void finish(
            @Nullable String failure,
            Trainer trainer,
            Measuring measuring,
            Checkpointing checkpointing,
            TrainingLoop loop)
            throws InterruptedException {
        if (failure != null) {
            measuring.finishRequired();
            end(RunState.FAILED, failure);
            return;
        }
        if (trainer.done() && measuring.await(() -> flag.get() != RunSignals.Signal.NONE)) {
            end(RunState.FINISHED, "parameters " + digest(trainer));
            return;
        }
        RuntimeException broken = measuring.failure();
        Ending ending = broken == null ? signalled(trainer.stepsDone()) : ending(broken);
        if (!ending.state().waiting()) {
            measuring.cancel();
            end(ending.state(), ending.message());
            return;
        }
        end(ending.state(), ending.message());
        // Measuring may take longer than there is time; what it had not come to is measured when the run goes on.
        List<Snapshot> unmeasured = measuring.cancel();
        String problem = checkpointing.save(trainer, loop.position(), unmeasured);
        if (problem != null) {
            LOG.warn("run {}: {}", run, problem);
            end(
                    ending.state(),
                    ending.message() + "; " + problem + ", so resuming repeats the steps since the one before");
        }
    }

    /** How a run leaves its worker. */
    private record Ending(RunState state, String message) {}

    private Ending signalled(long step) {
        String reason = flag.reason();
        String at = " at step " + step + (reason.isEmpty() ? "" : ": " + reason);
        return switch (flag.get()) {
            case STOP -> new Ending(RunState.STOPPED, "stopped at step " + step);
            case PAUSE -> new Ending(RunState.PAUSED, "paused" + at);
            default ->
                new Ending(RunState.INTERRUPTED, (reason.isEmpty() ? "the server was shut down" : "interrupted") + at);
        };
    }

    /** What becomes of the run when something broke: only what lies in the run itself makes it fail. */
    private Ending ending(Throwable broken) {
        Optional<String> outside = OutsideCause.of(broken);
        if (outside.isPresent()) {
            LOG.warn("run {} broke off: {}", run, broken.toString());
        } else {
            LOG.error("run {} broke off", run, broken);
        }
        String message = outside.orElse(broken.getMessage() == null ? broken.toString() : broken.getMessage());
        return new Ending(
                switch (flag.get()) {
                    case STOP -> RunState.STOPPED;
                    case PAUSE -> outside.isPresent() ? RunState.PAUSED : RunState.FAILED;
                    default -> outside.isPresent() ? RunState.INTERRUPTED : RunState.FAILED;
                },
                message);
    }

    private void forgetWhatIsOver() {
        try {
            if (workshop.states().over(run)) {
                workshop.checkpoints().delete(run);
            }
        } catch (StoreException e) {
            LOG.warn("checkpoints of run {} stay until the next start: {}", run, e.getMessage());
        }
    }

    /** A run that has trained as long as it may pauses, so that it can go on where the limit is raised. */
    private boolean timeIsUp(TrainingLoop loop) {
        Duration most = workshop.limits().time();
        if (most.isZero() || loop.millis() < most.toMillis()) {
            return false;
        }
        flag.raise(
                RunSignals.Signal.PAUSE,
                "it has trained for " + hours(loop.millis()) + ", and a run may for " + hours(most.toMillis())
                        + "; stop it, or ask an administrator for a larger --run-hours and resume it");
        return true;
    }

    private static String hours(long millis) {
        return String.format(Locale.ROOT, "%.4g hours", millis / 3.6e6);
    }

    /** Goes on from the newest checkpoint that can be read, and gives what it knew besides the parameters. */
    private Restored restore(Trainer trainer, Measurement measurement, History history) {
        if (!history.measured().isEmpty()) {
            // Step 0 is not measured again, with a checkpoint or without.
            float[] initial = new float[(int) trainer.parameters()];
            trainer.copyParameters(initial);
            measurement.compareWith(trainer.network(initial));
        }
        List<String> leftOut = new ArrayList<>();
        Optional<Restored> restored =
                workshop.checkpoints().read(run, content -> restored(content, trainer), leftOut::add);
        if (!leftOut.isEmpty()) {
            end(RunState.RUNNING, String.join("; ", leftOut) + "; the steps since an earlier one repeat");
        } else if (restored.isEmpty() && !history.measured().isEmpty()) {
            end(RunState.RUNNING, "there is no checkpoint, so training repeats its steps from the first");
        }
        return restored.orElseGet(() -> new Restored(Checkpointing.Position.START, List.of()));
    }

    private static Restored restored(DataInputStream checkpoint, Trainer trainer) throws IOException {
        Checkpointing.Position position = Checkpointing.Position.read(checkpoint);
        trainer.restore(checkpoint);
        return new Restored(position, Snapshot.read(checkpoint, (int) trainer.parameters()));
    }

    /** What a checkpoint knew besides the parameters. */
    private record Restored(Checkpointing.Position position, List<Snapshot> unmeasured) {}

    /** Tells whether two runs ended with the same bits. */
    private static String digest(Trainer trainer) {
        float[] parameters = new float[(int) trainer.parameters()];
        trainer.copyParameters(parameters);
        ByteBuffer bytes = ByteBuffer.allocate(parameters.length * Float.BYTES);
        bytes.asFloatBuffer().put(parameters);
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return String.format(Locale.ROOT, "%08x", checksum.getValue());
    }

    private void recordTheory(Trainer trainer, Measurement measurement) {
        List<MetricPoint> points =
                TheoryPoints.of(spec.network(), trainer.layers().get(0), measurement.segments());
        if (!points.isEmpty()) {
            workshop.recorder().record(new RunEvent.Points(run, 0, points));
        }
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

    private void enter(RunState state, String message) {
        workshop.states().move(run, state, message);
    }

    /** As {@link #enter}, unless somebody made another move first. */
    private void end(RunState state, String message) {
        try {
            enter(state, message);
        } catch (RunControl.ConflictException | RunControl.NoSuchRunException e) {
            LOG.info("run {}: {}", run, e.getMessage());
        }
    }
}
