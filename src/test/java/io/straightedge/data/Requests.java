package io.straightedge.data;

import org.jspecify.annotations.Nullable;

/** Builds requests from plain ones: seed 1, no label noise, no preparation. */
record Requests(DatasetRequest request) {
    static Requests plain(String name, int samples) {
        return new Requests(new DatasetRequest(name, samples, 0, false, false, null, null, null, null, 1));
    }

    Requests labelNoise(double value) {
        return with(value, request.standardise(), request.rescale(), request.seed());
    }

    Requests standardise() {
        return with(request.labelNoise(), true, request.rescale(), request.seed());
    }

    Requests rescale() {
        return with(request.labelNoise(), request.standardise(), true, request.seed());
    }

    Requests seed(long value) {
        return with(request.labelNoise(), request.standardise(), request.rescale(), value);
    }

    Requests options(
            @Nullable Integer dimension, @Nullable Integer classes, @Nullable String function, @Nullable Double noise) {
        return new Requests(new DatasetRequest(
                request.name(),
                request.samples(),
                request.labelNoise(),
                request.standardise(),
                request.rescale(),
                dimension,
                classes,
                function,
                noise,
                request.seed()));
    }

    private Requests with(double labelNoise, boolean standardise, boolean rescale, long seed) {
        return new Requests(new DatasetRequest(
                request.name(),
                request.samples(),
                labelNoise,
                standardise,
                rescale,
                request.dimension(),
                request.classes(),
                request.function(),
                request.noise(),
                seed));
    }
}
