package io.straightedge.engine;

import static io.straightedge.engine.QueuedRuns.queued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.straightedge.run.RunControl.ConflictException;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
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
        RunQueue queue = new RunQueue(vertx, 0, 0, spec -> 0);
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

    @Test
    void runsWaitForMemoryAndHoldUpNobodyOnceTheyAreGone() {
        long[] bytes = {0};
        RunQueue queue = new RunQueue(vertx, 0, 100, spec -> bytes[0]);
        List<Long> begun = new CopyOnWriteArrayList<>();
        vertx.eventBus()
                .<String>consumer("worker", message -> begun.add(new JsonObject(message.body()).getLong("run")));
        IntStream.range(0, 3).forEach(i -> isIdle(null));
        bytes[0] = 60;
        queue.add(List.of(queued(1, null), queued(2, null)));
        bytes[0] = 10;
        queue.add(List.of(queued(3, null), queued(4, null)));
        await().untilAsserted(() -> assertThat(begun).containsExactly(1L));
        assertThat(queue.order()).containsExactly(2L, 3L, 4L);
        queue.move(3, 0);
        await().untilAsserted(() -> assertThat(begun).containsExactly(1L, 3L));
        queue.remove(2);
        await().untilAsserted(() -> assertThat(begun).containsExactly(1L, 3L, 4L));
        bytes[0] = 1000;
        queue.add(List.of(queued(5, null)));
        LongStream.of(1, 3, 4).forEach(this::isIdle);
        await().untilAsserted(() -> assertThat(begun).as("alone").containsExactly(1L, 3L, 4L, 5L));
    }

    private void isIdle(@Nullable Long done) {
        vertx.eventBus()
                .send(
                        RunQueue.IDLE,
                        new JsonObject()
                                .put("address", "worker")
                                .put("done", done)
                                .encode());
    }
}
