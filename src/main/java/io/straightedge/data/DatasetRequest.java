package io.straightedge.data;

import org.jspecify.annotations.Nullable;

/**
 * Which data a run wants. The nullable fields belong to generated data: null takes the default, and
 * one that does not apply to the named dataset is an error.
 *
 * @param name one of {@link Datasets#list()}
 * @param samples training samples
 * @param labelNoise fraction of training labels replaced by a random class
 * @param standardise per feature to mean 0 and variance 1 over the training samples
 * @param rescale each sample to ‖x‖ = √d
 * @param dimension {@code clusters}: number of features
 * @param classes {@code clusters}: number of classes
 * @param function {@code curve}: the function to fit
 * @param noise {@code clusters} and {@code curve}: standard deviation of the noise
 * @param seed decides generation, choice and label noise, each by a stream of its own
 */
public record DatasetRequest(
        String name,
        int samples,
        double labelNoise,
        boolean standardise,
        boolean rescale,
        @Nullable Integer dimension,
        @Nullable Integer classes,
        @Nullable String function,
        @Nullable Double noise,
        long seed) {}
