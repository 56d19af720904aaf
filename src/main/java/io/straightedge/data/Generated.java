package io.straightedge.data;

import java.util.Random;

/** Classification data drawn by a formula: every class equally often, test samples by the same formula. */
abstract class Generated implements Source {
    static final int TEST_SAMPLES = 1000;

    private final String name;

    Generated(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Dataset load(DatasetRequest request) {
        check(request);
        return new Dataset(
                samples(request, request.samples(), "training"),
                samples(request, TEST_SAMPLES, "test"),
                Texts.classNames(classes(request)),
                0,
                description(request) + "; " + Texts.thousands(request.samples()) + " training and "
                        + Texts.thousands(TEST_SAMPLES) + " test samples");
    }

    abstract int classes(DatasetRequest request);

    /** What was drawn, without the number of samples. */
    abstract String description(DatasetRequest request);

    /** @param part names the random streams, so that training and test samples are independent */
    abstract Samples samples(DatasetRequest request, int size, String part);

    final Random stream(DatasetRequest request, String purpose) {
        return Draws.stream(request.seed(), name + " " + purpose);
    }
}
