package io.straightedge.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is held and let go as room comes and goes, by figures that the test gives. */
class DiskWatchTest {
    private static final long MEGABYTE = 1_000_000;

    private final List<String> told = new ArrayList<>();
    private long free = 1000 * MEGABYTE;
    private boolean lost;
    private int failures;

    private final DiskSpace space = new DiskSpace(100 * MEGABYTE, () -> free);
    private final DiskWatch watch = new DiskWatch(
            space,
            new DiskWatch.Database() {
                @Override
                public boolean lost() {
                    return lost;
                }

                @Override
                public void reopen() {
                    if (failures > 0) {
                        failures--;
                        throw new IllegalStateException("it is damaged");
                    }
                    lost = false;
                    told.add("reopened");
                }
            },
            new DiskWatch.Work() {
                @Override
                public void hold(String reason) {
                    told.add(reason);
                }

                @Override
                public void release() {
                    told.add("released");
                }
            },
            why -> told.add("given up: " + why));

    @Test
    void workIsHeldBelowTheLimitAndGoesOnSomewhatAboveIt() {
        look(100 * MEGABYTE);
        assertThat(told).containsExactly("released");

        look(99 * MEGABYTE);
        assertThat(told)
                .containsExactly(
                        "the disk of the data directory has 99.0 MB free, and 100.0 MB are needed to go on; delete runs,"
                                + " uploads or backups that are no longer needed, or other files on it");

        look(124 * MEGABYTE);
        assertThat(told).singleElement().asString().contains("125.0 MB are needed");

        look(125 * MEGABYTE);
        assertThat(told).containsExactly("released");
    }

    @Test
    void aDatabaseThatClosedItselfIsOpenedOnceThereIsRoom() {
        lost = true;
        look(50 * MEGABYTE);
        assertThat(told).singleElement().asString().contains("50.0 MB free");

        failures = 1;
        look(200 * MEGABYTE);
        assertThat(told).containsExactly("the database cannot be opened again (it is damaged)");

        look(200 * MEGABYTE);
        assertThat(told).containsExactly("reopened", "released");
    }

    @Test
    void aDatabaseThatCannotBeOpenedForAMinuteIsGivenUpOnce() {
        lost = true;
        failures = Integer.MAX_VALUE;
        for (int i = 0; i < 59; i++) {
            look(200 * MEGABYTE);
            assertThat(told).containsExactly("the database cannot be opened again (it is damaged)");
        }
        look(200 * MEGABYTE);
        assertThat(told).contains("given up: the database cannot be opened again (it is damaged)");

        look(200 * MEGABYTE);
        assertThat(told).noneMatch(each -> each.startsWith("given up"));
    }

    @Test
    void whatLeavesTooLittleIsRefused() {
        look(150 * MEGABYTE);
        space.check(50 * MEGABYTE, "take this upload");
        assertThat(space.full()).isFalse();
        assertThatThrownBy(() -> space.check(51 * MEGABYTE, "take this upload"))
                .isInstanceOf(DiskFullException.class)
                .hasMessageStartingWith(
                        "the disk of the data directory has 150.0 MB free, and 151.0 MB are needed to take this upload; delete");
    }

    @Test
    void aSmallDiskKeepsATwentiethFree() {
        assertThat(DiskSpace.of(Path.of("/"), null).minFree()).isBetween(1L, 500 * MEGABYTE);
        assertThat(DiskSpace.of(Path.of("/"), 7L).minFree()).isEqualTo(7);
    }

    private void look(long bytes) {
        free = bytes;
        told.clear();
        watch.look();
    }
}
