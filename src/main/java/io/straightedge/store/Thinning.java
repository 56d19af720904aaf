package io.straightedge.store;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.ThinnedSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Thins the points of one metric as they come, in any order, in memory that does not grow with their number. Up to
 * the wanted number all are kept. Beyond it steps fall into buckets of a power of two, wide enough that four points of
 * each are few enough: the first, the last, the least and the greatest, and besides the first of each kind that is not
 * finite. The outcome does not depend on the order, as the number of buckets only grows with the points.
 */
final class Thinning {
    private static final int OF_BUCKET = 4;

    private final int most;
    private List<MetricPoint> all = new ArrayList<>();
    private Map<Long, Bucket> buckets = new HashMap<>();
    /** A bucket is 2 to this power steps wide. */
    private int bits;

    private long total;
    private long notFinite;

    /** @param most how many points are wanted at most, at least 4 */
    Thinning(int most) {
        this.most = most;
    }

    void add(MetricPoint point) {
        total++;
        if (!Double.isFinite(point.value())) {
            notFinite++;
        }
        if (total <= most) {
            all.add(point);
            return;
        }
        all.forEach(this::place);
        all = List.of();
        place(point);
    }

    /** Whether some points were left out. */
    boolean isThinned() {
        return total > most;
    }

    /** The steps of the points that are kept. */
    Set<Long> steps() {
        return result().points().stream().map(MetricPoint::step).collect(Collectors.toSet());
    }

    ThinnedSeries result() {
        List<MetricPoint> points = new ArrayList<>(all);
        buckets.values().forEach(bucket -> points.addAll(bucket.points()));
        points.sort(Comparator.comparingLong(MetricPoint::step));
        return new ThinnedSeries(points, total, notFinite);
    }

    private void place(MetricPoint point) {
        bucket(point).add(point);
        while (buckets.size() > most / OF_BUCKET) {
            List<Bucket> narrow = List.copyOf(buckets.values());
            buckets = new HashMap<>();
            bits++;
            narrow.forEach(
                    bucket -> bucket.points().forEach(kept -> bucket(kept).add(kept)));
        }
    }

    private Bucket bucket(MetricPoint point) {
        return buckets.computeIfAbsent(point.step() >> bits, place -> new Bucket());
    }

    private static final class Bucket {
        private @Nullable MetricPoint first;
        private @Nullable MetricPoint last;
        private @Nullable MetricPoint least;
        private @Nullable MetricPoint greatest;
        private final Map<Double, MetricPoint> notFinite = new TreeMap<>();

        void add(MetricPoint point) {
            if (!Double.isFinite(point.value())) {
                notFinite.merge(point.value(), point, (old, next) -> next.step() < old.step() ? next : old);
                return;
            }
            first = first == null || point.step() < first.step() ? point : first;
            last = last == null || point.step() > last.step() ? point : last;
            least = least == null || isBelow(point, least) ? point : least;
            greatest = greatest == null || isAbove(point, greatest) ? point : greatest;
        }

        List<MetricPoint> points() {
            Set<MetricPoint> points = new LinkedHashSet<>(notFinite.values());
            Stream.of(first, last, least, greatest).filter(Objects::nonNull).forEach(points::add);
            return List.copyOf(points);
        }

        /** Of equal values the earliest counts, so that the order of the points does not matter. */
        private static boolean isBelow(MetricPoint point, MetricPoint other) {
            return point.value() < other.value() || (point.value() == other.value() && point.step() < other.step());
        }

        private static boolean isAbove(MetricPoint point, MetricPoint other) {
            return point.value() > other.value() || (point.value() == other.value() && point.step() < other.step());
        }
    }
}
