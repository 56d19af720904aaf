package io.straightedge.web;

import io.straightedge.run.MetricPoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The points of a run as comma-separated values: a line each. */
public final class PointsCsv {
    private PointsCsv() {}

    public static String of(Map<String, List<MetricPoint>> metrics) {
        StringBuilder csv = new StringBuilder();
        try {
            begin(csv);
            append(csv, metrics);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return csv.toString();
    }

    static void begin(Appendable csv) throws IOException {
        csv.append("key,step,millis,value\n");
    }

    static void append(Appendable csv, Map<String, List<MetricPoint>> metrics) throws IOException {
        for (Map.Entry<String, List<MetricPoint>> metric : metrics.entrySet()) {
            for (MetricPoint point : metric.getValue()) {
                csv.append(metric.getKey()).append(',').append(Long.toString(point.step()));
                csv.append(',').append(Long.toString(point.millis()));
                csv.append(',').append(Double.toString(point.value())).append('\n');
            }
        }
    }
}
