package io.straightedge.engine;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSpec;
import io.straightedge.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Batch after batch: steps, reports the loss, and hands parameters over for measuring. */
final class TrainingLoop {
    private static final long SPEED_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long run;
    private final Trainer trainer;
    private final Measuring measuring;
    private final MeasureCadence cadence;
    private final Recorder recorder;
    private final boolean warmingUp;
    private final LossCadence lossCadence;
    private final Checkpointing checkpointing;
    private final History history;
    private final long start;

    private double lossSum;
    private int lossCount;
    private long speedStep;
    private long speedNanos;

    /**
     * @param history what need not be recorded again
     * @param position where training goes on
     */
    TrainingLoop(
            long run,
            RunSpec spec,
            Trainer trainer,
            Measuring measuring,
            Checkpointing checkpointing,
            Recorder recorder,
            History history,
            Checkpointing.Position position) {
        this.run = run;
        this.trainer = trainer;
        this.measuring = measuring;
        this.checkpointing = checkpointing;
        this.history = history;
        long millis = Math.max(position.millis(), history.millis());
        this.start = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(millis);
        this.speedNanos = elapsed();
        this.speedStep = trainer.stepsDone();
        this.lossSum = position.lossSum();
        this.lossCount = position.lossCount();
        this.recorder = recorder;
        this.cadence = new MeasureCadence(spec.measure(), trainer.totalSteps());
        this.warmingUp = spec.training().warmupEpochs() > 0;
        this.lossCadence = new LossCadence(trainer.totalSteps());
    }

    /**
     * Trains to the last step, until measuring fails, or until the flag, read before every batch, says stop.
     *
     * @return why training has failed, or null
     */
    @Nullable
    String runUntil(BooleanSupplier stop) {
        measureIfDue();
        while (!trainer.done() && measuring.failure() == null && !stop.getAsBoolean()) {
            double loss = trainer.step();
            long step = trainer.stepsDone();
            if (step > history.lossStep()) {
                follow(step, loss);
            } else {
                lossSum = 0;
                lossCount = 0;
            }
            followSpeed(step);
            if (!Double.isFinite(loss)) {
                return "the loss became " + loss + " at step " + step
                        + "; try a smaller learning rate or initialisation scale";
            }
            measureIfDue();
            checkpointing.offer(trainer, position());
        }
        return null;
    }

    /** Where training is, for a checkpoint. */
    Checkpointing.Position position() {
        return new Checkpointing.Position(millis(), lossSum, lossCount);
    }

    /** How long the run has trained, pauses not counted. */
    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(elapsed());
    }

    private void follow(long step, double loss) {
        lossSum += loss;
        lossCount++;
        boolean broken = !Double.isFinite(loss);
        if (broken || lossCadence.due(step, trainer.done())) {
            report(step, broken ? loss : lossSum / lossCount);
        }
    }

    private void report(long step, double loss) {
        List<MetricPoint> points = new ArrayList<>();
        points.add(point("train/loss", step, loss));
        if (warmingUp) {
            points.add(point("train/learning_rate", step, trainer.learningRate()));
        }
        recorder.record(new RunEvent.Points(run, 0, points));
        lossSum = 0;
        lossCount = 0;
    }

    /** Also tells people that a slow run goes on. */
    private void followSpeed(long step) {
        long nanos = elapsed();
        if (step > history.speedStep() && (nanos - speedNanos >= SPEED_EVERY_NANOS || trainer.done())) {
            double seconds = (nanos - speedNanos) / 1e9;
            recorder.record(new RunEvent.Points(
                    run, 0, List.of(point("speed/steps_per_second", step, (step - speedStep) / seconds))));
            speedStep = step;
            speedNanos = nanos;
        }
    }

    private void measureIfDue() {
        long step = trainer.stepsDone();
        long nanos = elapsed();
        if (cadence.due(step, trainer.done(), nanos, measuring.costNanos(), measuring.busy())) {
            cadence.taken(step, nanos);
            if (history.measured().contains(step)) {
                return;
            }
            float[] buffer = measuring.buffer((int) trainer.parameters());
            trainer.copyParameters(buffer);
            measuring.offer(
                    step,
                    TimeUnit.NANOSECONDS.toMillis(nanos),
                    buffer,
                    cadence.required(step, trainer.done()),
                    cadence.keepsPaths(step, trainer.done()));
        }
    }

    private MetricPoint point(String key, long step, double value) {
        return new MetricPoint(key, step, millis(), value);
    }

    private long elapsed() {
        return System.nanoTime() - start;
    }
}
