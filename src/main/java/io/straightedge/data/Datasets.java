package io.straightedge.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The datasets a run can use. Holds no data itself and may be shared between threads. */
public final class Datasets {
    static final int MIN_SAMPLES = 2;

    private final List<Source> sources;

    /** @param datasetsDirectory holds {@code mnist/} and {@code fashion-mnist/} with their IDX files; need not exist */
    public Datasets(Path datasetsDirectory) {
        sources = List.of(
                Mnist.digits(datasetsDirectory.resolve("mnist")),
                Mnist.fashion(datasetsDirectory.resolve("fashion-mnist")),
                new Digits(),
                new Clusters(),
                new Moons(),
                new Spirals(),
                new Teacher(),
                new Curve());
    }

    /** Every dataset, those that cannot be used now included. */
    public List<DatasetEntry> list() {
        return sources.stream().map(Source::entry).toList();
    }

    /**
     * Checks a request without generating data or reading more than the heads of files.
     *
     * @throws DatasetException naming the field that is wrong and what would be right; the field is
     *     {@code name} when the dataset is not known or cannot be used now
     */
    public void check(DatasetRequest request) {
        Source source = find(request.name());
        DatasetEntry entry = source.entry();
        if (entry.problem() != null) {
            throw new DatasetException("name", entry.problem());
        }
        checkApplies(source, "dimension", request.dimension());
        checkApplies(source, "classes", request.classes());
        checkApplies(source, "function", request.function());
        checkApplies(source, "noise", request.noise());
        checkSamples(entry, request.samples());
        if (!(request.labelNoise() >= 0 && request.labelNoise() <= 1)) {
            throw new DatasetException(
                    "labelNoise", request.labelNoise() + " is not a fraction; use a number from 0 to 1");
        }
        source.check(request);
    }

    /**
     * Loads or generates data, prepared as asked. The same request gives the same bits; training
     * samples of a smaller request are the first ones of a larger, except for {@code curve}, and
     * test samples do not depend on their number.
     *
     * @throws DatasetException as {@link #check}, and when a file turns out to be broken
     */
    public Dataset load(DatasetRequest request) {
        check(request);
        return Preparation.apply(find(request.name()).load(request), request);
    }

    private Source find(String name) {
        for (Source source : sources) {
            if (source.name().equals(name)) {
                return source;
            }
        }
        throw new DatasetException("name", "\"" + name + "\" is not a dataset; use " + names(sources, " or "));
    }

    private void checkApplies(Source source, String option, @Nullable Object value) {
        if (value == null || source.options().contains(option)) {
            return;
        }
        List<Source> users = new ArrayList<>(sources);
        users.removeIf(other -> !other.options().contains(option));
        throw new DatasetException(option, "applies to " + names(users, " and ") + " only; leave it out");
    }

    private static void checkSamples(DatasetEntry entry, int samples) {
        if (samples < MIN_SAMPLES || samples > entry.maxSamples()) {
            throw new DatasetException(
                    "samples",
                    samples + " is not a number of training samples " + entry.name() + " can give; use " + MIN_SAMPLES
                            + " to " + entry.maxSamples());
        }
    }

    private static String names(List<Source> sources, String separator) {
        return sources.stream().map(Source::name).collect(Collectors.joining(separator));
    }
}
