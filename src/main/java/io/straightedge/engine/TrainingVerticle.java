package io.straightedge.engine;

import io.straightedge.run.RunSpec;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A worker verticle that trains one run after another. It says on {@link RunQueue#IDLE} when it is free
 * and where it is sent runs; while it trains it blocks its worker thread.
 */
final class TrainingVerticle extends VerticleBase {
    private final String address = "training." + UUID.randomUUID();
    private final Workshop workshop;

    TrainingVerticle(Workshop workshop) {
        this.workshop = workshop;
    }

    @Override
    public Future<?> start() {
        return vertx.eventBus()
                .<String>consumer(address, message -> train(new JsonObject(message.body())))
                .completion()
                .onSuccess(ready -> sayIdle(null));
    }

    private void train(JsonObject assignment) {
        long run = assignment.getLong("run");
        RunSignals.Flag flag = workshop.signals().open(run);
        try (MDC.MDCCloseable inLog = MDC.putCloseable("run", Long.toString(run))) {
            RunSpec spec = RunSpec.of(assignment.getJsonObject("spec").getMap());
            new TrainingRun(run, spec, workshop, flag).execute();
        } finally {
            workshop.signals().close(run);
            sayIdle(run);
        }
    }

    private void sayIdle(@Nullable Long done) {
        JsonObject message = new JsonObject().put("address", address).put("done", done);
        vertx.eventBus().send(RunQueue.IDLE, message.encode());
    }
}
