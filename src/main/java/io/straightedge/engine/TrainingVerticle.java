package io.straightedge.engine;

import io.straightedge.data.Datasets;
import io.straightedge.run.RunSpec;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * A worker verticle that trains one run after another. It says on {@link RunQueue#IDLE} when it is free
 * and where it is sent runs; while it trains it blocks its worker thread.
 */
final class TrainingVerticle extends VerticleBase {
    private final String address = "training." + UUID.randomUUID();
    private final Datasets datasets;
    private final Recorder recorder;
    private final WorkerExecutor measuringWorkers;
    private final RunSignals signals;

    TrainingVerticle(Datasets datasets, Recorder recorder, WorkerExecutor measuringWorkers, RunSignals signals) {
        this.datasets = datasets;
        this.recorder = recorder;
        this.measuringWorkers = measuringWorkers;
        this.signals = signals;
    }

    @Override
    public Future<?> start() {
        return vertx.eventBus()
                .<String>consumer(address, message -> train(new JsonObject(message.body())))
                .completion()
                .onSuccess(ready -> sayIdle());
    }

    private void train(JsonObject assignment) {
        long run = assignment.getLong("run");
        RunSpec spec = RunSpec.of(assignment.getJsonObject("spec").getMap());
        RunSignals.Flag flag = signals.open(run);
        try {
            new TrainingRun(run, spec, datasets, recorder, measuringWorkers, flag).execute();
        } finally {
            signals.close(run);
            sayIdle();
        }
    }

    private void sayIdle() {
        vertx.eventBus().send(RunQueue.IDLE, address);
    }
}
