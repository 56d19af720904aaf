package io.straightedge.web;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.MetricQuery;
import io.straightedge.run.RunStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads every point that is asked for, some metrics at a time: a run may have more points than memory. */
final class MetricReader {
    private static final int KEYS_AT_A_TIME = 16;

    private final RunStore store;

    private interface Part {
        void take(Map<String, List<MetricPoint>> points) throws IOException;
    }

    MetricReader(RunStore store) {
        this.store = store;
    }

    /** @throws Errors.BadParameterException when they are too many for one answer */
    Map<String, List<MetricPoint>> all(MetricQuery query) {
        Map<String, List<MetricPoint>> all = new TreeMap<>();
        long[] count = {0};
        try {
            read(query, points -> {
                all.putAll(points);
                count[0] += points.values().stream().mapToLong(List::size).sum();
                if (count[0] > Bounds.MAX_POINTS) {
                    throw new Errors.BadParameterException(
                            "max_points",
                            null,
                            "given: there are more than " + Bounds.MAX_POINTS
                                    + " points. Or ask for fewer keys or steps, or for format=csv");
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written", e);
        }
        return all;
    }

    void writeCsv(MetricQuery query, Writer out) throws IOException {
        PointsCsv.begin(out);
        read(query, points -> PointsCsv.append(out, points));
    }

    private void read(MetricQuery query, Part part) throws IOException {
        List<String> keys = query.keys().isEmpty()
                ? store.keys(query.run())
                : query.keys().stream().sorted().toList();
        for (int from = 0; from < keys.size(); from += KEYS_AT_A_TIME) {
            Set<String> some = new HashSet<>(keys.subList(from, Math.min(keys.size(), from + KEYS_AT_A_TIME)));
            part.take(new TreeMap<>(store.metrics(query.of(some))));
        }
    }
}
