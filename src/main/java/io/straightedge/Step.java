package io.straightedge;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A step of the start: it takes as long as it takes, and when that is long the log says what is being done. */
final class Step {
    private static final Logger LOG = LoggerFactory.getLogger(Step.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Step() {}

    /** @param doing what is being done, such as "opening the database" */
    static <T> T of(String doing, Supplier<T> step) {
        return of(doing, step, PATIENCE, LOG::info);
    }

    /** @param patience after which a line is said, and again each time so long has gone by */
    static <T> T of(String doing, Supplier<T> step, Duration patience, Consumer<String> say) {
        long begun = System.nanoTime();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "step"));
        try {
            timer.scheduleAtFixedRate(
                    () -> say.accept(
                            doing + " … " + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) + " s so far"),
                    patience.toMillis(),
                    patience.toMillis(),
                    TimeUnit.MILLISECONDS);
            return step.get();
        } finally {
            timer.shutdownNow();
        }
    }
}
