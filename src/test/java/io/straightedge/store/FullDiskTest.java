package io.straightedge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.SmallDisk;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.StoreException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a database whose disk is full for a while. */
class FullDiskTest {
    private static final String KEY = "train/loss";
    private static final int POINTS = 500;

    @TempDir
    private Path directory;

    @Test
    void theDatabaseOpensAgainWithAllThatWasAcknowledgedOnceThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory, 24);
                Stores stores = H2RunStore.openAll(disk.place().resolve("data"))) {
            long run = stores.runs().create(Samples.spec("a run"), Samples.NOON).id();
            long step = 0;
            for (int round = 0; round < 5; round++) {
                disk.fill(round * 8192L);
                step = appendUntilRefused(stores, run, step);
                assertThat(stores.opening().lost()).isTrue();
                assertThatThrownBy(() -> stores.runs().list(Long.MAX_VALUE, 1))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("it opens again by itself once the disk is well and has room");
                tryOnTheFullDisk(stores);

                disk.empty();
                reopen(stores);

                assertThat(stores.runs().list(Long.MAX_VALUE, 9))
                        .extracting(Run::id)
                        .containsExactly(run);
                step = append(stores, run, step);
                assertThat(stores.runs().metrics(run, Set.of(KEY)).get(KEY)).hasSize((int) step);
            }
        }
    }

    @Test
    void anOpenDatabaseIsNotOpenedAgain() {
        try (Stores stores = H2RunStore.openAll(directory)) {
            stores.opening().reopen();
            assertThat(stores.runs().list(Long.MAX_VALUE, 9)).isEmpty();
            assertThat(stores.opening().lost()).isFalse();
        }
    }

    /** However often it is tried, nothing is lost by it. */
    private static void tryOnTheFullDisk(Stores stores) {
        for (int i = 0; i < 3 && stores.opening().lost(); i++) {
            try {
                stores.opening().reopen();
            } catch (StoreException e) {
                assertThat(e).message().hasLineCount(1);
            }
        }
    }

    /** The first attempt may meet what is left of the database that closed itself. */
    private static void reopen(Stores stores) {
        for (int i = 0; i < 3 && stores.opening().lost(); i++) {
            try {
                stores.opening().reopen();
            } catch (StoreException e) {
                assertThat(i).as(e.getMessage()).isLessThan(2);
            }
        }
    }

    private static long appendUntilRefused(Stores stores, long run, long step) {
        long next = step;
        while (true) {
            try {
                next = append(stores, run, next);
            } catch (StoreException e) {
                return next;
            }
        }
    }

    private static long append(Stores stores, long run, long step) {
        List<MetricPoint> points = new ArrayList<>();
        for (long i = step; i < step + POINTS; i++) {
            points.add(new MetricPoint(KEY, i, i, i));
        }
        stores.runs().append(List.of(new RunEvent.Points(run, 0, points)));
        return step + POINTS;
    }
}
