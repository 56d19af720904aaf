package io.straightedge.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.run.Run;
import io.straightedge.run.RunControl.ConflictException;
import io.straightedge.run.RunLabels;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunQueueTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aFullQueueRefusesMoreUntilRunsLeaveIt() {
        RunQueue queue = new RunQueue(vertx, 0);
        queue.add(LongStream.rangeClosed(1, RunQueue.MOST_QUEUED - 1)
                .mapToObj(RunQueueTest::run)
                .toList());
        assertThatCode(() -> queue.checkRoom(1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> queue.checkRoom(2))
                .isInstanceOf(ConflictException.class)
                .hasMessage("the queue holds 9999 of at most 10000 runs, which leaves no room for 2 more;"
                        + " wait for some to end or stop some");
        queue.remove(7);
        assertThatCode(() -> queue.checkRoom(2)).doesNotThrowAnyException();
    }

    private static Run run(long id) {
        RunSpec spec = RunSpec.of(Map.of());
        return new Run(
                id,
                spec,
                RunState.QUEUED,
                "",
                Instant.EPOCH,
                null,
                null,
                0,
                0,
                null,
                null,
                null,
                null,
                RunLabels.of(spec),
                1);
    }
}
