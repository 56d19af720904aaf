package io.straightedge.data;

import org.jspecify.annotations.Nullable;

/**
 * What a list of datasets says about one of them.
 *
 * @param name what {@link DatasetRequest#name()} calls it
 * @param title what people call it
 * @param description one sentence, defaults of its options included
 * @param problem what to do before it can be used, naming the file or directory looked for; null
 *     when it can be used now
 * @param dimension features per sample, the default where it can be chosen
 * @param classes number of classes, the default where it can be chosen; 0 for regression
 * @param imageWidth width in pixels where a sample is a square image, otherwise 0
 * @param maxSamples most training samples it can give; 0 when it cannot be used now
 */
public record DatasetEntry(
        String name,
        String title,
        String description,
        Kind kind,
        @Nullable String problem,
        int dimension,
        int classes,
        int imageWidth,
        int maxSamples) {

    /** What the targets are. */
    public enum Kind {
        CLASSIFICATION,
        REGRESSION
    }

    /** True when it can be loaded now. */
    public boolean available() {
        return problem == null;
    }
}
