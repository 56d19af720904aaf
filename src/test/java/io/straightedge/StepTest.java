package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Promise;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A start on a machine that is busy. */
class StepTest {
    @Test
    void aStepTakesAsLongAsItTakesAndSaysNowAndThenWhatItDoes() {
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        Supplier<String> untilThreeLines = () -> {
            try {
                for (int i = 0; i < 3; i++) {
                    assertThat(said.poll(60, TimeUnit.SECONDS)).matches("opening the database … \\d+ s so far");
                }
                return "open";
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
        assertThat(Step.of("opening the database", untilThreeLines, Duration.ofMillis(20), said::add))
                .isEqualTo("open");
    }

    @Test
    void aStepThatIsSoonDoneSaysNothing() {
        List<String> said = new CopyOnWriteArrayList<>();
        assertThat(Step.of("opening", () -> 1, Duration.ofHours(1), said::add)).isEqualTo(1);
        assertThat(said).isEmpty();
    }

    @Test
    void aStepThatFailsSaysWhy() {
        Promise<Void> failed = Promise.promise();
        failed.fail(new IllegalStateException("no port"));
        assertThatThrownBy(() -> Lab.await("starting to listen", failed.future()))
                .isInstanceOf(CompletionException.class)
                .hasRootCauseMessage("no port");
    }

    /** Vert.x tells of a loop that does not answer with a stack from this time on, and of workers too. */
    @Test
    void slownessIsToldWithoutStacks() {
        VertxOptions options = Lab.options();
        assertThat(options.getWarningExceptionTime()).isEqualTo(Long.MAX_VALUE);
        assertThat(options.getMaxWorkerExecuteTime()).isEqualTo(Long.MAX_VALUE);
        assertThat(options.getMaxEventLoopExecuteTimeUnit().toSeconds(options.getMaxEventLoopExecuteTime()))
                .isEqualTo(10);
    }
}
