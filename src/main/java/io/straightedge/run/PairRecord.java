package io.straightedge.run;

import org.jspecify.annotations.Nullable;

/**
 * A pair of samples whose paths are kept.
 *
 * @param pair number of the pair in its run, from 0
 * @param a the sample at t = 0
 * @param b the sample at t = 1
 */
public record PairRecord(int pair, End a, End b) {

    /**
     * One end of a segment.
     *
     * @param sample index in the training data
     * @param label class name, or null for regression
     * @param input the sample before standardising: grey values 0 to 255 for images
     * @param width of the image in pixels, or 0 where the input is not an image
     */
    public record End(int sample, @Nullable String label, float[] input, int width) {}
}
