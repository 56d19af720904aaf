package io.straightedge.engine;

import io.straightedge.data.Datasets;
import io.straightedge.run.Quotas;
import io.straightedge.run.Run;
import io.straightedge.run.RunStore;
import io.straightedge.run.StoredSize;
import io.straightedge.run.Use;
import io.straightedge.run.UserLimits;
import io.straightedge.text.Count;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Adds up what users take, and compares it with what they may. */
final class UserQuotas implements Quotas {
    private static final double MEGABYTE = 1e6;
    private static final String ADVICE =
            "; delete runs or uploads that are no longer needed, or ask an administrator for a larger ";

    private final UserLimits limits;
    private final RunStore store;
    private final RunQueue queue;
    private final Checkpoints checkpoints;
    private final Datasets datasets;
    /** Of runs with checkpoints; empty for nobody. An owner never changes. */
    private final Map<Long, String> owners = new ConcurrentHashMap<>();

    UserQuotas(UserLimits limits, RunStore store, RunQueue queue, Checkpoints checkpoints, Datasets datasets) {
        this.limits = limits;
        this.store = store;
        this.queue = queue;
        this.checkpoints = checkpoints;
        this.datasets = datasets;
    }

    @Override
    public UserLimits limits() {
        return limits;
    }

    @Override
    public Use use(@Nullable String owner) {
        StoredSize stored = store.stored(owner);
        return new Use(
                queue.running(owner),
                queue.waiting(owner),
                stored.points(),
                stored.bytes() + checkpointBytes(owner) + datasets.uploadedBytes(owner));
    }

    @Override
    public void checkStorage(@Nullable String owner, long points, long bytes) {
        String problem = owner == null || !limits.storage() ? null : problem(owner, use(owner), points, bytes);
        if (problem != null) {
            throw new ExceededException(problem);
        }
    }

    /** @throws ExceededException when so many more runs may not wait */
    void checkQueued(@Nullable String owner, int runs) {
        int waiting = queue.waiting(owner);
        if (owner != null && limits.queued() > 0 && waiting + runs > limits.queued()) {
            throw new ExceededException("the limit of " + owner + " is " + Count.of(limits.queued(), "queued run")
                    + ", with " + waiting + " waiting, which leaves no room for " + runs
                    + " more; wait for some to begin, stop some, or ask an administrator for a larger --user-queued");
        }
    }

    private @Nullable String problem(String owner, Use use, long points, long bytes) {
        if (exceeds(use.points(), points, limits.points())) {
            return "the limit of " + owner + " is " + Count.of(limits.points(), "stored point") + ", with "
                    + use.points() + " stored" + more(points, points + " more") + ADVICE + "--user-points";
        }
        if (exceeds(use.diskBytes(), bytes, limits.diskBytes())) {
            return "the limit of " + owner + " is " + megabytes(limits.diskBytes()) + " on the disk, and "
                    + megabytes(use.diskBytes()) + " are taken" + more(bytes, megabytes(bytes) + " more") + ADVICE
                    + "--user-disk-mb";
        }
        return null;
    }

    private static boolean exceeds(long used, long more, long limit) {
        return limit > 0 && (used >= limit || used + more > limit);
    }

    private static String more(long amount, String what) {
        return amount > 0 ? ", which leaves no room for " + what : "";
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / MEGABYTE);
    }

    private long checkpointBytes(@Nullable String owner) {
        Map<Long, Long> sizes = checkpoints.sizes();
        owners.keySet().retainAll(sizes.keySet());
        long bytes = 0;
        for (Map.Entry<Long, Long> kept : sizes.entrySet()) {
            if (ownerOf(kept.getKey()).equals(owner == null ? "" : owner)) {
                bytes += kept.getValue();
            }
        }
        return bytes;
    }

    private String ownerOf(long run) {
        return owners.computeIfAbsent(run, id -> store.find(id).map(Run::owner).orElse(""));
    }
}
