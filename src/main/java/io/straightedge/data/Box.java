package io.straightedge.data;

import java.util.Arrays;

/**
 * The axis-parallel box around samples, a tenth of its width further on every side.
 *
 * @param low least value of each feature (d)
 * @param high greatest (d)
 */
public record Box(float[] low, float[] high) {
    private static final float MARGIN = 0.1f;

    /** Around what the network sees of these samples. */
    public static Box around(Samples samples) {
        int d = samples.dimension();
        float[] low = new float[d];
        float[] high = new float[d];
        Arrays.fill(low, Float.POSITIVE_INFINITY);
        Arrays.fill(high, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < samples.inputs().length; i++) {
            low[i % d] = Math.min(low[i % d], samples.inputs()[i]);
            high[i % d] = Math.max(high[i % d], samples.inputs()[i]);
        }
        for (int j = 0; j < d; j++) {
            float margin = high[j] > low[j] ? (high[j] - low[j]) * MARGIN : 1;
            low[j] -= margin;
            high[j] += margin;
        }
        return new Box(low, high);
    }
}
