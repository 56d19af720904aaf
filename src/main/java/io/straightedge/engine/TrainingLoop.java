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
    /** Loss points that a run takes; with more steps a point is the mean over several. */
    private static final long LOSS_POINTS = 1000;

    /** In a very long run the loss comes at least this often, and the speed as often in any. */
    private static final long NEWS_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long run;
    private final Trainer trainer;
    private final Measuring measuring;
    private final MeasureCadence cadence;
    private final Recorder recorder;
    private final boolean warmingUp;
    private final long lossEvery;
    private final Checkpointing checkpointing;
    private final History history;
    private final long start;

    private double lossSum;
    private int lossCount;
    private long speedStep;
    private long speedNanos;
    private long reportNanos;

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
        this.reportNanos = speedNanos;
        this.lossSum = position.lossSum();
        this.lossCount = position.lossCount();
        this.recorder = recorder;
        this.cadence = new MeasureCadence(spec.measure(), trainer.totalSteps());
        this.warmingUp = spec.training().warmupEpochs() > 0;
        this.lossEvery = Math.max(1, trainer.totalSteps() / LOSS_POINTS);
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
        if (broken || step % lossEvery == 0 || trainer.done() || elapsed() - reportNanos >= NEWS_EVERY_NANOS) {
            report(step, broken ? loss : lossSum / lossCount);
        }
    }

    private void report(long step, double loss) {
        long nanos = elapsed();
        List<MetricPoint> points = new ArrayList<>();
        points.add(point("train/loss", step, loss));
        if (warmingUp) {
            points.add(point("train/learning_rate", step, trainer.learningRate()));
        }
        if (nanos - speedNanos >= NEWS_EVERY_NANOS || trainer.done()) {
            double seconds = (nanos - speedNanos) / 1e9;
            points.add(point("speed/steps_per_second", step, (step - speedStep) / seconds));
            speedStep = step;
            speedNanos = nanos;
        }
        recorder.record(new RunEvent.Points(run, 0, points));
        lossSum = 0;
        lossCount = 0;
        reportNanos = nanos;
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
