package io.straightedge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.run.RunEvent;
import io.straightedge.run.RunStore;
import io.straightedge.run.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other processes, and the sudden end of one, do to a database. */
class H2DurabilityTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatAKilledProcessAppendedIsThere(long seed) throws Exception {
        List<String> said = new ArrayList<>();
        try (ChildProcess writer = new ChildProcess(Writer.class, directory)) {
            for (int left = 20 + new Random(seed).nextInt(200); left > 0; left--) {
                said.add(writer.hear());
            }
            said.addAll(writer.kill());
        }
        Map<Long, Long> acknowledged = new HashMap<>();
        for (String message : said) {
            String[] runAndSeq = message.split(" ");
            acknowledged.put(Long.valueOf(runAndSeq[0]), Long.valueOf(runAndSeq[1]));
        }

        try (RunStore store = H2RunStore.open(directory)) {
            assertThat(acknowledged).hasSize(2);
            acknowledged.forEach((run, lastSeq) -> {
                long stored = store.find(run).orElseThrow().lastSeq();
                assertThat(stored).isGreaterThanOrEqualTo(lastSeq);
                List<RunEvent> events = store.eventsAfter(run, 0, Integer.MAX_VALUE);
                assertThat(events)
                        .extracting(RunEvent::seq)
                        .isEqualTo(LongStream.rangeClosed(1, stored).boxed().toList());
                assertThat(events).allSatisfy(event -> assertThat(((RunEvent.Points) event).points())
                        .hasSize(2)
                        .allMatch(point -> point.step() == event.seq()));
            });
        }
    }

    @Test
    void aDatabaseAnotherProcessUsesIsRefused() throws Exception {
        try (ChildProcess holder = new ChildProcess(Holder.class, directory)) {
            assertThat(holder.hear()).isEqualTo("open");
            assertInUse();
            assertThat(holder.end()).isZero();
        }
        H2RunStore.open(directory).close();
    }

    @Test
    void aDatabaseThisProcessUsesIsRefused() {
        try (RunStore store = H2RunStore.open(directory)) {
            assertInUse();
            store.create(Samples.spec("not disturbed"), Samples.NOON);
        }
        H2RunStore.open(directory).close();
    }

    private void assertInUse() {
        assertThatThrownBy(() -> H2RunStore.open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessage("is another Straightedge using " + directory + "? End it, or use another --data-dir");
    }

    /** Appends to two runs without end and says the number of each event once it is stored. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws Exception {
            RunStore store = H2RunStore.open(Path.of(arguments[0]));
            Callable<Void> task = () -> {
                long run = store.create(Samples.spec("killed"), Samples.NOON).id();
                for (int step = 1; ; step++) {
                    ConcurrentUse.write(store, run, step, 1)
                            .forEach(event -> ChildProcess.say(event.run() + " " + event.seq()));
                }
            };
            ConcurrentUse.atOnce(List.of(task, task));
        }
    }

    /** Keeps a store open until its input ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (RunStore store = H2RunStore.open(Path.of(arguments[0]))) {
                store.create(Samples.spec("held"), Samples.NOON);
                ChildProcess.say("open");
                while (System.in.read() >= 0) {}
            }
        }
    }
}
