package io.straightedge.engine;

import io.straightedge.data.DatasetEntry;
import io.straightedge.data.DatasetException;
import io.straightedge.data.Datasets;
import io.straightedge.run.InvalidSpecException;
import io.straightedge.run.RunLimits;
import io.straightedge.run.RunSpec;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Whether a run that is well-formed can be had here: its data are there, and it is not larger than runs may be. */
final class RunChecks {
    private static final long MEGABYTE = 1_000_000;

    private final Datasets datasets;
    private final RunLimits limits;

    RunChecks(Datasets datasets, RunLimits limits) {
        this.datasets = datasets;
        this.limits = limits;
    }

    /** @throws InvalidSpecException naming the field to change */
    void check(RunSpec spec) {
        try {
            datasets.check(DatasetRequests.of(spec));
        } catch (DatasetException e) {
            throw new InvalidSpecException("dataset." + e.field(), String.valueOf(e.getMessage()));
        }
        checkSize(spec, size(spec));
    }

    /** What a run is expected to take of the memory; 0 where its data cannot be had, as it will be interrupted at once. */
    long bytes(RunSpec spec) {
        try {
            return size(spec).bytes();
        } catch (DatasetException | UncheckedIOException e) {
            return 0;
        }
    }

    private RunSize size(RunSpec spec) {
        DatasetEntry entry = datasets.entry(spec.dataset().name());
        return RunSize.of(
                spec,
                Objects.requireNonNullElse(spec.dataset().dimension(), entry.dimension()),
                Objects.requireNonNullElse(spec.dataset().classes(), Math.max(1, entry.classes())));
    }

    private void checkSize(RunSpec spec, RunSize size) {
        if (limits.parameters() > 0 && size.parameters() > limits.parameters()) {
            throw new InvalidSpecException(
                    "network.hidden",
                    spec.network().hidden() + " makes " + size.parameters() + " parameters; use at most "
                            + limits.parameters());
        }
        if (limits.memoryBytes() > 0 && size.bytes() > limits.memoryBytes()) {
            throw new InvalidSpecException(
                    size.largestField(),
                    value(spec, size.largestField()) + " makes a run that needs about " + megabytes(size.bytes())
                            + " of memory; use less, so that it needs at most " + megabytes(limits.memoryBytes()));
        }
    }

    private static Object value(RunSpec spec, String field) {
        return switch (field) {
            case "dataset.samples" -> spec.dataset().samples();
            case "measure.pairs" -> spec.measure().pairs();
            default -> spec.network().hidden();
        };
    }

    private static String megabytes(long bytes) {
        return bytes / MEGABYTE + " MB";
    }
}
