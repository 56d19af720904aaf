package io.straightedge.web;

import io.straightedge.account.AccountException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * The threads that answer requests. What asks for much has few of its own, and what tells whether the server works and
 * shows the page has two that nothing else uses: so neither waits for the other, nor do requests that ask for little.
 */
final class Workers {
    static final int MAX_OF_ONE = 6;
    static final int MAX_OF_ALL = 60;
    private static final int MAX_COSTLY_THREADS = 4;
    private static final int VITAL_THREADS = 2;

    /** Each may hold much memory while it reads a file. */
    private static final int UPLOAD_THREADS = 4;

    /** Nobody has to be warned of work that takes less. */
    private static final long USUAL_HOURS = 1;

    private final Vertx vertx;
    private final WorkerExecutor costly;
    private final WorkerExecutor vital;
    private final WorkerExecutor uploads;
    private final ConcurrencyLimit concurrency = new ConcurrencyLimit("costly requests", MAX_OF_ONE, MAX_OF_ALL, 1);

    Workers(Vertx vertx) {
        this.vertx = vertx;
        int cores = Runtime.getRuntime().availableProcessors();
        costly = pool("costly", Math.max(1, Math.min(MAX_COSTLY_THREADS, cores - 1)));
        vital = pool("vital", VITAL_THREADS);
        uploads = pool("uploads", UPLOAD_THREADS);
    }

    private WorkerExecutor pool(String name, int threads) {
        return vertx.createSharedWorkerExecutor(name, threads, USUAL_HOURS, TimeUnit.HOURS);
    }

    /** Does what a request that was admitted asks for, or fails when its sender has too much under way. */
    <T> Future<T> run(RoutingContext context, String operation, Callable<T> action) {
        if (Cost.of(operation) != Cost.READS_MUCH) {
            return little(action);
        }
        String who = Callers.who(context);
        try {
            concurrency.begin(who);
        } catch (AccountException e) {
            return Future.failedFuture(e);
        }
        Promise<Void> answered = Promise.promise();
        context.addEndHandler(ended -> answered.complete());
        Future<T> done = costly.executeBlocking(action, false);
        // Who goes away before the work is done has it under way still.
        Future.join(done, answered.future()).onComplete(both -> concurrency.end(who));
        return done;
    }

    /** Does what asks for little. */
    <T> Future<T> little(Callable<T> action) {
        return vertx.executeBlocking(action, false);
    }

    /** Does something with files that have arrived. */
    <T> Future<T> upload(Callable<T> action) {
        return uploads.executeBlocking(action, false);
    }

    /** Does something on the event loop after a while; at once when there is none. */
    void after(Duration delay, Runnable task) {
        if (delay.isZero()) {
            task.run();
        } else {
            vertx.setTimer(delay.toMillis(), timer -> task.run());
        }
    }

    /** Does at once what has to work whatever else is done. */
    <T> Future<T> vital(Callable<T> action) {
        return vital.executeBlocking(action, false);
    }
}
