package io.straightedge.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Least squares on logarithmic axes: b in y ∝ x^b, over runs that share data and pairs when they share a
 * seed. What a seed has in common at every x is taken out first (an intercept per seed), so that it does
 * not blur the slope.
 */
final class Slope {
    private Slope() {}

    /** One run's place on the axes; both must be positive. */
    record Place(long seed, double x, double y) {}

    /**
     * @return the slope with a confidence interval from the scatter about the lines; the error is infinite
     *     where no scatter is left to see
     */
    static Measured logLog(List<Place> places) {
        Map<Long, List<Place>> bySeed = new TreeMap<>();
        for (Place place : places) {
            bySeed.computeIfAbsent(place.seed(), seed -> new ArrayList<>())
                    .add(new Place(place.seed(), Math.log(place.x()), Math.log(place.y())));
        }
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (List<Place> line : bySeed.values()) {
            double meanX = line.stream().mapToDouble(Place::x).average().orElseThrow();
            double meanY = line.stream().mapToDouble(Place::y).average().orElseThrow();
            for (Place place : line) {
                xx += (place.x() - meanX) * (place.x() - meanX);
                xy += (place.x() - meanX) * (place.y() - meanY);
                yy += (place.y() - meanY) * (place.y() - meanY);
            }
        }
        double slope = xy / xx;
        int freedom = places.size() - bySeed.size() - 1;
        double scatter = Math.max(0, yy - slope * xy);
        double error =
                freedom < 1 ? Double.POSITIVE_INFINITY : Math.sqrt(scatter / freedom / xx) * Measured.student(freedom);
        return new Measured(slope, error);
    }
}
