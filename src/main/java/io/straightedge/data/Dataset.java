package io.straightedge.data;

import java.util.List;

/**
 * Data ready for one run.
 *
 * @param outputNames names of the classes, or of the predicted value (k)
 * @param imageWidth width in pixels where a sample is a square image, otherwise 0
 * @param description one sentence on what was really used
 */
public record Dataset(Samples train, Samples test, List<String> outputNames, int imageWidth, String description) {

    /** True when the targets are values rather than classes. */
    public boolean regression() {
        return train.labels().length == 0;
    }
}
