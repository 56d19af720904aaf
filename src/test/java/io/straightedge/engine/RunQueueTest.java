package io.straightedge.engine;

import static io.straightedge.engine.QueuedRuns.queued;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.run.RunControl.ConflictException;
import io.vertx.core.Vertx;
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
                .mapToObj(id -> queued(id, null))
                .toList());
        assertThatCode(() -> queue.checkRoom(1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> queue.checkRoom(2))
                .isInstanceOf(ConflictException.class)
                .hasMessage("the queue holds 9999 of at most 10000 runs, which leaves no room for 2 more;"
                        + " wait for some to end or stop some");
        queue.remove(7);
        assertThatCode(() -> queue.checkRoom(2)).doesNotThrowAnyException();
    }
}
