package io.straightedge.data;

import org.jspecify.annotations.Nullable;

/** Reads the optional fields of a request: null takes the default, the rest must be within limits. */
final class Options {
    private static final double MAX_NOISE = 100;

    private Options() {}

    static int whole(String field, @Nullable Integer value, int min, int max, int fallback) {
        if (value == null) {
            return fallback;
        }
        if (value < min || value > max) {
            throw new DatasetException(field, value + " is not allowed; use a whole number from " + min + " to " + max);
        }
        return value;
    }

    static double noise(DatasetRequest request, double fallback) {
        Double noise = request.noise();
        if (noise == null) {
            return fallback;
        }
        if (!(noise >= 0 && noise <= MAX_NOISE)) {
            throw new DatasetException(
                    "noise", noise + " is not a standard deviation; use a number from 0 to " + (int) MAX_NOISE);
        }
        return noise;
    }
}
