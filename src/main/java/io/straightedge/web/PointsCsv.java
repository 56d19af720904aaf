package io.straightedge.web;

import io.straightedge.run.MetricPoint;
import java.util.List;
import java.util.Map;

/** The points of a run as comma-separated values: a line each. */
public final class PointsCsv {
    private PointsCsv() {}

    public static String of(Map<String, List<MetricPoint>> metrics) {
        StringBuilder csv = new StringBuilder("key,step,millis,value\n");
        metrics.forEach((key, points) -> {
            for (MetricPoint point : points) {
                csv.append(key).append(',').append(point.step()).append(',');
                csv.append(point.millis()).append(',').append(point.value()).append('\n');
            }
        });
        return csv.toString();
    }
}
