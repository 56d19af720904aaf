package io.straightedge.upkeep;

import io.straightedge.account.AuditEntry;
import io.straightedge.account.AuditStore;
import io.straightedge.config.RetentionRules;
import io.straightedge.run.ExperimentControl;
import io.straightedge.run.Run;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunStore;
import io.straightedge.text.Count;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what the retention rules no longer keep, and says so in the log and the audit log. One sweep at a time. */
public final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final String WHO = "this server";
    private static final int DONE = 200;

    private final RetentionRules rules;
    private final RunStore store;
    private final RunControl runs;
    private final ExperimentControl experiments;
    private final AuditStore audit;
    private final LongConsumer deleted;
    private final Clock clock;
    private final ClockTrust trust;
    private @Nullable Instant heldUntil;

    /** Runs of which there is nothing left to thin. */
    private final Set<Long> thinned = new HashSet<>();

    /**
     * @param dataDir where it is kept what time it was
     * @param deleted is told the number of each run that is gone
     */
    public Upkeep(
            RetentionRules rules,
            Path dataDir,
            RunStore store,
            RunControl runs,
            ExperimentControl experiments,
            AuditStore audit,
            LongConsumer deleted,
            Clock clock) {
        this.rules = rules;
        this.store = store;
        this.runs = runs;
        this.experiments = experiments;
        this.audit = audit;
        this.deleted = deleted;
        this.clock = clock;
        this.trust = new ClockTrust(dataDir, newest(store, clock.instant()));
    }

    /** Applies every rule once, unless the clock is not to be believed. Blocks. */
    public synchronized void sweep() {
        Optional<Instant> doubted = trust.doubtedUntil(clock.instant());
        if (doubted.isPresent()) {
            hold(doubted.get());
            return;
        }
        if (rules.runDays() != null) {
            deleteRuns(before(rules.runDays()));
        }
        if (rules.pathDays() != null) {
            thinPaths(before(rules.pathDays()));
        }
        if (rules.auditDays() != null) {
            int entries = audit.deleteBefore(before(rules.auditDays()));
            if (entries > 0) {
                tell("delete", Count.of(entries, "entry") + " of the audit log");
            }
        }
    }

    /** When the last thing happened that the store knows of. */
    private static Instant newest(RunStore store, Instant now) {
        return Stream.concat(store.list(Long.MAX_VALUE, 1).stream(), store.endedBefore(now).stream())
                .flatMap(run -> Stream.of(run.created(), run.ended() == null ? run.created() : run.ended()))
                .max(Comparator.naturalOrder())
                .orElse(now);
    }

    private void hold(Instant until) {
        if (!until.equals(heldUntil)) {
            heldUntil = until;
            tell(
                    "hold",
                    "nothing before " + until + ": the clock jumped, or this server was off for days; set the clock"
                            + " right if it is wrong");
        }
    }

    private Instant before(Integer days) {
        return clock.instant().minus(Duration.ofDays(days));
    }

    private void deleteRuns(Instant moment) {
        Set<Long> ofExperiments = new TreeSet<>();
        for (Run run : store.endedBefore(moment)) {
            if (run.experiment() != null) {
                ofExperiments.add(run.experiment());
            } else if (!kept(run)) {
                deleteRun(run.id());
            }
        }
        ofExperiments.forEach(experiment -> deleteExperiment(experiment, moment));
    }

    private void deleteRun(long run) {
        try {
            runs.delete(run);
            deleted.accept(run);
            tell("delete", "runs/" + run);
        } catch (RunControl.NoSuchRunException | RunControl.ConflictException e) {
            LOG.info("run {} stays: {}", run, e.getMessage());
        }
    }

    /** Its answer needs all its runs: they go together or not at all. */
    private void deleteExperiment(long experiment, Instant moment) {
        for (Run run : store.experiments().runs(experiment)) {
            @Nullable Instant ended = run.ended();
            if (!run.state().ended() || kept(run) || ended == null || !ended.isBefore(moment)) {
                return;
            }
        }
        try {
            List<Long> gone = experiments.delete(experiment);
            gone.forEach(deleted::accept);
            tell("delete", "experiments/" + experiment + " with " + Count.of(gone.size(), "run"));
        } catch (ExperimentControl.NoSuchExperimentException | RunControl.ConflictException e) {
            LOG.info("experiment {} stays: {}", experiment, e.getMessage());
        }
    }

    private void thinPaths(Instant moment) {
        for (Run run : store.endedBefore(moment)) {
            if (!kept(run) && thinned.add(run.id())) {
                int paths = store.thinPaths(run.id());
                if (paths > 0) {
                    tell("thin", "runs/" + run.id() + ": " + Count.of(paths, "path"));
                }
            }
        }
    }

    private static boolean kept(Run run) {
        return run.labels().tags().contains(RetentionRules.KEEP);
    }

    private void tell(String action, String what) {
        LOG.info("by the retention rules: {} {}", action, what);
        audit.append(
                new AuditEntry(0, clock.instant(), null, WHO, "retention " + action, AuditEntry.shortened(what), DONE));
    }
}
