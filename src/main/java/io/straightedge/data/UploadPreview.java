package io.straightedge.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would be kept of files that are brought.
 *
 * @param format of a table, as recognised or chosen; null for images, or where it cannot be read
 * @param label column of the labels; null for images
 * @param columns of a table
 * @param rows the first lines of a table, as they are
 * @param classes samples of each class, by its name to be shown
 * @param samples in all
 * @param dimension features that a sample would have
 * @param width of images in pixels, or 0
 * @param trainSamples how many train
 * @param testSamples how many test
 * @param notes sentences on what was assumed and chosen, kept with the data
 * @param warnings what is allowed and may be a mistake
 * @param problems why it cannot be kept; none when it can
 */
public record UploadPreview(
        @Nullable TableFormat format,
        @Nullable String label,
        List<Column> columns,
        List<List<String>> rows,
        Map<String, Integer> classes,
        int samples,
        int dimension,
        int width,
        int trainSamples,
        int testSamples,
        List<String> notes,
        List<String> warnings,
        List<UploadProblem> problems) {

    /** Of files that cannot be read. */
    static UploadPreview unreadable(DatasetException problem) {
        return new UploadPreview(
                null, null, List.of(), List.of(), Map.of(), 0, 0, 0, 0, 0, List.of(), List.of(), problem.problems());
    }

    /**
     * A column as it is in the file.
     *
     * @param kind {@code number}, {@code text} or {@code label}
     * @param gaps cells without a value
     * @param texts cells with something that is no number
     * @param different values there are, one more than a hundred where there are more
     */
    public record Column(String name, String kind, int gaps, int texts, int different) {}
}
