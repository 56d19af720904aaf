package io.straightedge.web;

import io.straightedge.run.RunStore;
import io.straightedge.telemetry.Telemetry;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What tells programs how the server is: whether it lives, whether it can be used, and its figures. */
final class Observability {
    private static final long PATIENCE_MILLIS = 2000;
    private static final long BEAT_MILLIS = 100;

    private final Vertx vertx;
    private final Workers workers;
    private final RunStore store;
    private final Telemetry telemetry;

    Observability(Vertx vertx, Workers workers, RunStore store, Telemetry telemetry) {
        this.vertx = vertx;
        this.workers = workers;
        this.store = store;
        this.telemetry = telemetry;
    }

    void add(Router router) {
        HealthChecks ready = HealthChecks.create(vertx).register("store", PATIENCE_MILLIS, this::askStore);
        telemetry
                .parts()
                .forEach((name, works) -> ready.register(
                        name, answer -> answer.complete(works.getAsBoolean() ? Status.OK() : Status.KO())));
        router.get("/health/live").handler(context -> context.json(new JsonObject().put("status", "UP")));
        for (String path : List.of("/health", "/health/ready")) {
            router.get(path).handler(context -> ready.checkStatus()
                    .onSuccess(result -> answer(context, result))
                    .onFailure(context::fail));
        }
        router.get("/metrics").handler(context -> workers.vital(telemetry::scrape)
                .onSuccess(text -> context.response()
                        .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                        .end(text))
                .onFailure(context::fail));
        watchLoop();
    }

    /** An answer that comes after the check's patience is no longer wanted. */
    private void askStore(Promise<Status> answer) {
        workers.vital(() -> store.list(Long.MAX_VALUE, 1))
                .onSuccess(runs -> answer.tryComplete(Status.OK()))
                .onFailure(answer::tryFail);
    }

    private static void answer(RoutingContext context, CheckResult result) {
        boolean up = CheckResult.isUp(result);
        JsonArray checks = new JsonArray();
        result.getChecks()
                .forEach(check -> checks.add(new JsonObject()
                        .put("id", check.getId())
                        .put("status", CheckResult.isUp(check) ? "UP" : "DOWN")));
        context.response().setStatusCode(up ? 200 : 503);
        context.json(new JsonObject().put("status", up ? "UP" : "DOWN").put("checks", checks));
    }

    /** Whatever keeps the event loop makes its timers late. */
    private void watchLoop() {
        long[] last = {System.nanoTime()};
        vertx.setPeriodic(BEAT_MILLIS, timer -> {
            long now = System.nanoTime();
            long late = now - last[0] - TimeUnit.MILLISECONDS.toNanos(BEAT_MILLIS);
            telemetry.loopWasLate(Duration.ofNanos(Math.max(0, late)));
            last[0] = now;
        });
    }
}
