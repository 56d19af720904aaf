package io.straightedge.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.straightedge.account.AuditEntry;
import io.straightedge.config.RetentionRules;
import io.straightedge.run.ExperimentControl;
import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.PathRecord;
import io.straightedge.run.Run;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunLabels;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.store.H2RunStore;
import io.straightedge.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The retention rules, on a real store and by a clock that the test sets. */
class UpkeepTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final PathRecord PATH =
            new PathRecord(1, 1, new double[1], new double[1], new double[0], new int[0], new int[0], new float[0]);

    @TempDir
    private Path directory;

    private final List<Long> told = new ArrayList<>();
    private Stores stores;
    private RunStore store;

    @BeforeEach
    void open() {
        stores = H2RunStore.openAll(directory);
        store = stores.runs();
    }

    @AfterEach
    void close() {
        stores.close();
    }

    @Test
    void withoutRulesEverythingStays() {
        long run = ended(START);
        sweep(RetentionRules.NONE, 10_000);
        assertThat(store.find(run)).isPresent();
        assertThat(store.pathSteps(run)).hasSize(4);
    }

    @Test
    void runsGoSoManyDaysAfterTheirEndUnlessTheyAreTaggedOrNotOver() {
        long old = ended(START);
        long young = ended(START.plus(Duration.ofDays(5)));
        long tagged = ended(START);
        Run labelled = store.find(tagged).orElseThrow();
        store.label(tagged, new RunLabels("kept", List.of("keep"), ""), labelled.version());
        long paused = run(START, RunState.PAUSED);

        RetentionRules rules = new RetentionRules(7, null, null);
        sweep(rules, 6);
        assertThat(store.list(Long.MAX_VALUE, 9)).hasSize(4);
        sweep(rules, 8);

        assertThat(store.list(Long.MAX_VALUE, 9)).extracting(Run::id).containsExactly(paused, tagged, young);
        assertThat(told).containsExactly(old);
        assertThat(stores.audit().list(Long.MAX_VALUE, 9))
                .extracting(AuditEntry::action, AuditEntry::target)
                .containsExactly(tuple("retention delete", "runs/" + old));
    }

    @Test
    void theRunsOfAnExperimentGoTogether() {
        ExperimentSpec spec = ExperimentSpec.of(Map.of(
                "base", Map.of("dataset", Map.of("name", "clusters")),
                "grid", Map.of("network.hidden", List.of(List.of(8))),
                "seeds", List.of(1, 2)));
        List<Run> runs = store.experiments().create(spec, START);
        end(runs.get(0).id(), START);
        end(runs.get(1).id(), START.plus(Duration.ofDays(5)));

        RetentionRules rules = new RetentionRules(7, null, null);
        sweep(rules, 8);
        assertThat(store.list(Long.MAX_VALUE, 9)).hasSize(2);
        sweep(rules, 13);

        assertThat(store.list(Long.MAX_VALUE, 9)).isEmpty();
        assertThat(store.experiments().find(1)).isEmpty();
        assertThat(told).hasSize(2);
    }

    @Test
    void pathsOfOldRunsAreThinnedToTheirEnds() {
        long old = ended(START);
        long young = ended(START.plus(Duration.ofDays(5)));

        sweep(new RetentionRules(null, 7, null), 8);

        assertThat(store.pathSteps(old)).containsExactly(0L, 30L);
        assertThat(store.path(old, 30, 1)).isPresent();
        assertThat(store.pathSteps(young)).containsExactly(0L, 10L, 20L, 30L);
        assertThat(stores.audit().list(Long.MAX_VALUE, 9))
                .extracting(AuditEntry::target)
                .containsExactly("runs/" + old + ": 2 paths");
    }

    @Test
    void oldEntriesOfTheAuditLogGo() {
        stores.audit().append(new AuditEntry(0, START, "ada", "127.0.0.1", "createRun", "runs/1", 201));
        stores.audit()
                .append(new AuditEntry(0, START.plus(Duration.ofDays(5)), "ada", "::1", "deleteRun", "runs/1", 204));

        sweep(new RetentionRules(null, null, 7), 8);

        assertThat(stores.audit().list(Long.MAX_VALUE, 9))
                .extracting(AuditEntry::action)
                .containsExactly("retention delete", "deleteRun");
    }

    @Test
    void aClockThatIsMonthsAheadDeletesNothingUntilItHasRunEvenlyForAWeek() {
        ended(START);
        RetentionRules rules = new RetentionRules(7, 7, 7);
        Instant ahead = START.plus(Duration.ofDays(150));

        upkeep(rules, ahead).sweep();
        assertThat(told).isEmpty();
        assertThat(stores.audit().list(Long.MAX_VALUE, 9)).singleElement().satisfies(entry -> assertThat(entry.target())
                .startsWith("nothing before 2026-06-07T00:00:00Z: the"));

        upkeep(rules, ahead.plus(Duration.ofDays(6))).sweep();
        assertThat(told).isEmpty();
        upkeep(rules, ahead.plus(Duration.ofDays(7))).sweep();
        assertThat(told).hasSize(1);
    }

    @Test
    void aClockThatWasSetRightAndAFreshServerAreBelievedInTime() {
        Instant wrong = START.plus(Duration.ofDays(150));
        ClockTrust trust = new ClockTrust(directory, START);
        assertThat(trust.doubtedUntil(START)).isEmpty();
        assertThat(trust.doubtedUntil(wrong)).contains(wrong.plus(ClockTrust.GRACE));
        assertThat(trust.doubtedUntil(START.plus(Duration.ofDays(1))))
                .contains(START.plus(Duration.ofDays(1)).plus(ClockTrust.GRACE));
        ClockTrust restarted = new ClockTrust(directory, START);
        assertThat(restarted.doubtedUntil(START.plus(Duration.ofDays(4)))).isPresent();
        assertThat(restarted.doubtedUntil(START.plus(Duration.ofDays(8)))).isEmpty();
    }

    @Test
    void aServerThatWasOffForAFewDaysGoesOnAtOnce() {
        ClockTrust trust = new ClockTrust(directory, START);
        assertThat(trust.doubtedUntil(START.plus(Duration.ofDays(6)))).isEmpty();
        assertThat(new ClockTrust(directory, START).doubtedUntil(START.plus(Duration.ofDays(12))))
                .isEmpty();
    }

    @Test
    void daysHaveToBeSome() {
        assertThatThrownBy(() -> new RetentionRules(0, null, null))
                .hasMessage("--keep-runs 0 is no number of days; use 1 to 36500, or leave it out");
        assertThatThrownBy(() -> new RetentionRules(null, -1, null)).hasMessageStartingWith("--keep-paths -1");
        assertThatThrownBy(() -> new RetentionRules(null, null, 40_000)).hasMessageStartingWith("--keep-audit 40000");
    }

    private void sweep(RetentionRules rules, int days) {
        try {
            // As if the server had run all the time.
            Instant now = START.plus(Duration.ofDays(days));
            Files.writeString(directory.resolve(ClockTrust.FILE), START.minus(Duration.ofDays(99)) + "\n" + now + "\n");
            upkeep(rules, now).sweep();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Upkeep upkeep(RetentionRules rules, Instant now) {
        return new Upkeep(
                rules,
                directory,
                store,
                runs(),
                experiments(),
                stores.audit(),
                told::add,
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private long ended(Instant end) {
        long run = run(end, RunState.FINISHED);
        for (long step : new long[] {0, 10, 20, 30}) {
            store.append(List.of(new RunEvent.Paths(run, 0, step, List.of(PATH), List.of())));
        }
        return run;
    }

    private long run(Instant at, RunState state) {
        long run = store.create(RunSpec.of(Map.of("dataset", Map.of("name", "clusters"))), at)
                .id();
        store.append(List.of(
                new RunEvent.StateChanged(run, 0, at, RunState.RUNNING, ""),
                new RunEvent.StateChanged(run, 0, at, state, "")));
        return run;
    }

    private void end(long run, Instant at) {
        store.append(List.of(
                new RunEvent.StateChanged(run, 0, at, RunState.RUNNING, ""),
                new RunEvent.StateChanged(run, 0, at, RunState.FINISHED, "")));
    }

    /** Deletes straight from the store. */
    private RunControl runs() {
        return (RunControl) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {RunControl.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("delete");
                    assertThat(store.delete((long) arguments[0])).isTrue();
                    return null;
                });
    }

    private ExperimentControl experiments() {
        return (ExperimentControl) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ExperimentControl.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("delete");
                    List<Long> gone = store.experiments().runs((long) arguments[0]).stream()
                            .map(Run::id)
                            .toList();
                    store.experiments().delete((long) arguments[0]);
                    return gone;
                });
    }
}
