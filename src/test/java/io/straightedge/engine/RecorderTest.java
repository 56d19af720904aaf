package io.straightedge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.run.StoreException;
import io.straightedge.store.H2RunStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {
    @TempDir
    Path dataDir;

    private RunStore store;
    private long run;
    private final List<RunEvent> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        store = H2RunStore.open(dataDir);
        run = store.create(RunSpec.of(Map.of()), Instant.now()).id();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void closingWritesEverythingThatWasRecorded() {
        try (Recorder recorder = recorder(store, told::addAll)) {
            for (int step = 1; step <= 2000; step++) {
                recorder.record(points(step));
            }
            recorder.record(new RunEvent.StateChanged(run, 0, Instant.now(), RunState.FINISHED, ""));
        }
        assertThat(told).extracting(RunEvent::seq).hasSize(2001).isSorted().doesNotHaveDuplicates();
        assertThat(store.metrics(run, java.util.Set.of()).get("train/loss")).hasSize(2000);
        assertThat(store.find(run).orElseThrow().state()).isEqualTo(RunState.FINISHED);
    }

    @Test
    void aListenerIsToldOnlyWhatTheStoreHas() {
        try (Recorder recorder = recorder(store, events -> {
            told.addAll(events);
            long last = events.get(events.size() - 1).seq();
            assertThat(store.find(run).orElseThrow().lastSeq()).isGreaterThanOrEqualTo(last);
        })) {
            for (int step = 1; step <= 300; step++) {
                recorder.record(points(step));
            }
        }
        assertThat(told).hasSize(300);
    }

    @Test
    void whatTheStoreRefusesIsWrittenOnceItWorksAgain() throws InterruptedException {
        AtomicInteger refusals = new AtomicInteger(1);
        CountDownLatch written = new CountDownLatch(1);
        try (Recorder recorder = recorder(refusing(refusals), events -> {
            told.addAll(events);
            written.countDown();
        })) {
            recorder.record(points(1));
            recorder.record(new RunEvent.StateChanged(run, 0, Instant.now(), RunState.RUNNING, ""));
            written.await();
        }
        assertThat(refusals).hasValueLessThan(0);
        assertThat(told).extracting(RunEvent::seq).containsExactly(1L, 2L);
        assertThat(store.find(run).orElseThrow().state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void recordingNeverWaitsForAStoreThatHangs() throws InterruptedException {
        CountDownLatch hang = new CountDownLatch(1);
        AtomicInteger states = new AtomicInteger();
        Recorder recorder = recorder(
                hanging(hang),
                events -> states.addAndGet((int) events.stream()
                        .filter(RunEvent.StateChanged.class::isInstance)
                        .count()));
        // More than it keeps: the oldest points are given up, a state change never.
        recorder.record(new RunEvent.StateChanged(run, 0, Instant.now(), RunState.RUNNING, ""));
        for (int step = 1; step <= 30_000; step++) {
            recorder.record(points(step));
        }
        recorder.record(new RunEvent.StateChanged(run, 0, Instant.now(), RunState.FINISHED, ""));
        hang.countDown();
        await().atMost(60, TimeUnit.SECONDS).until(() -> states.get() == 2);
        recorder.close();
        assertThat(store.metrics(run, java.util.Set.of()).get("train/loss"))
                .hasSizeBetween(15_000, 25_000)
                .last()
                .extracting(MetricPoint::step)
                .isEqualTo(30_000L);
    }

    /** Errors are as those of a memory that is used up for a moment. */
    @Test
    void noFailureEndsTheRecorder() {
        List<Throwable> failures = new CopyOnWriteArrayList<>(
                List.of(new OutOfMemoryError("for a moment"), new NoClassDefFoundError(), new StackOverflowError()));
        List<Boolean> worked = new CopyOnWriteArrayList<>();
        List<Recorder> recorders = new CopyOnWriteArrayList<>();
        RunStore failing = intercepted(() -> {
            worked.add(recorders.get(0).works());
            if (!failures.isEmpty()) {
                throw (Error) failures.remove(0);
            }
        });
        try (Recorder recorder = recorder(failing, told::addAll)) {
            recorders.add(recorder);
            recorder.record(points(1));
            recorder.record(points(2));
            await().atMost(60, TimeUnit.SECONDS).until(() -> told.size() == 2);
            await().atMost(60, TimeUnit.SECONDS).until(recorder::works);
        }
        assertThat(worked).startsWith(true, false, false, false);
        assertThat(told).extracting(RunEvent::seq).containsExactly(1L, 2L);
    }

    @Test
    void anEventThatCannotBeWrittenTakesNoOthersAlong() throws InterruptedException {
        try (Recorder recorder = recorder(store, told::addAll)) {
            recorder.record(points(1));
            recorder.record(new RunEvent.Points(run, 0, List.of())); // which the store refuses
            recorder.record(points(2));
            assertThat(recorder.flush()).isTrue();
            recorder.record(points(3));
            assertThat(recorder.flush()).isTrue();
            assertThat(recorder.works()).isTrue();
        }
        assertThat(store.metrics(run, java.util.Set.of()).get("train/loss")).hasSize(3);
    }

    @Test
    void aListenerThatFailsIsToldOfWhatComesLater() {
        try (Recorder recorder = recorder(store, events -> {
            told.addAll(events);
            throw new IllegalStateException("a listener");
        })) {
            for (int step = 1; step <= 3; step++) {
                int known = step;
                recorder.record(points(step));
                await().atMost(60, TimeUnit.SECONDS).until(() -> told.size() == known);
            }
        }
        assertThat(store.metrics(run, java.util.Set.of()).get("train/loss")).hasSize(3);
    }

    private static Recorder recorder(RunStore store, Consumer<List<RunEvent>> listener) {
        Recorder recorder = new Recorder(store);
        recorder.listen(listener);
        return recorder;
    }

    private RunEvent.Points points(long step) {
        return new RunEvent.Points(run, 0, List.of(new MetricPoint("train/loss", step, step, 1.0 / step)));
    }

    /** The real store, but the first appends fail as on a full disk. */
    private RunStore refusing(AtomicInteger refusals) {
        return intercepted(() -> {
            if (refusals.getAndDecrement() > 0) {
                throw new StoreException("the disk is full");
            }
        });
    }

    private RunStore hanging(CountDownLatch hang) {
        return intercepted(() -> {
            try {
                hang.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private RunStore intercepted(Runnable beforeAppend) {
        return EngineFixture.before("append", store, beforeAppend);
    }
}
