package io.straightedge.engine;

import io.straightedge.run.Quotas;
import io.straightedge.run.Run;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pauses the runs of users who have stored as much as they may, so that nothing is lost while they make room. */
final class QuotaWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaWatch.class);

    /** What is written in between goes beyond the limit. */
    private static final long EVERY_MILLIS = 2000;

    private final Quotas quotas;
    private final RunQueue queue;
    private final RunSignals signals;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "quota-watch"));

    QuotaWatch(Quotas quotas, RunQueue queue, RunSignals signals) {
        this.quotas = quotas;
        this.queue = queue;
        this.signals = signals;
    }

    void start() {
        if (quotas.limits().storage()) {
            timer.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        timer.shutdown();
    }

    private void look() {
        try {
            pauseWhoHasAll();
        } catch (RuntimeException | Error e) { // would end the timer
            LOG.warn("what users store could not be added up", e);
        }
    }

    private void pauseWhoHasAll() {
        Map<String, String> problems = new HashMap<>();
        for (Run run : queue.underWay()) {
            @Nullable String owner = run.owner();
            String problem = owner == null ? "" : problems.computeIfAbsent(owner, this::problem);
            if (!problem.isEmpty()) {
                signals.send(run.id(), RunSignals.Signal.PAUSE, problem);
            }
        }
    }

    private String problem(String owner) {
        try {
            quotas.checkStorage(owner, 0, 0);
            return "";
        } catch (Quotas.ExceededException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
