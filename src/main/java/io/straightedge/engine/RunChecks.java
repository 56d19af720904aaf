package io.straightedge.engine;

import io.straightedge.data.DatasetEntry;
import io.straightedge.data.DatasetException;
import io.straightedge.data.Datasets;
import io.straightedge.run.InvalidSpecException;
import io.straightedge.run.RunSpec;

/** Whether a run that is well-formed can be had here: its data are there, and it fits into memory. */
final class RunChecks {
    /** Weights, gradient and snapshots of so many take about a gigabyte. */
    private static final long MOST_PARAMETERS = 50_000_000;

    private final Datasets datasets;

    RunChecks(Datasets datasets) {
        this.datasets = datasets;
    }

    /** @throws InvalidSpecException naming the field to change */
    void check(RunSpec spec) {
        try {
            datasets.check(DatasetRequests.of(spec));
        } catch (DatasetException e) {
            throw new InvalidSpecException("dataset." + e.field(), String.valueOf(e.getMessage()));
        }
        checkSize(spec);
    }

    private void checkSize(RunSpec spec) {
        DatasetEntry entry = datasets.list().stream()
                .filter(each -> each.name().equals(spec.dataset().name()))
                .findFirst()
                .orElseThrow();
        Integer dimension = spec.dataset().dimension();
        Integer classes = spec.dataset().classes();
        long parameters = 0;
        long width = dimension != null ? dimension : entry.dimension();
        for (int next : spec.network().hidden()) {
            parameters += (width + 1) * next;
            width = next;
        }
        parameters += (width + 1) * (classes != null ? classes : Math.max(1, entry.classes()));
        if (parameters > MOST_PARAMETERS) {
            throw new InvalidSpecException(
                    "network.hidden",
                    "these widths make " + parameters + " parameters; use at most " + MOST_PARAMETERS);
        }
    }
}
