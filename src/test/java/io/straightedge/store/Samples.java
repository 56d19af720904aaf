package io.straightedge.store;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.PairReading;
import io.straightedge.run.PairRecord;
import io.straightedge.run.PathRecord;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSetup;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Things to store. */
final class Samples {
    static final Instant NOON = Instant.parse("2025-03-01T12:00:00.123456789Z");
    static final RunSetup SETUP = new RunSetup(
            800,
            16,
            List.of(784, 100, 10),
            79_510,
            "2000 samples, \"quoted\"",
            List.of("0", "1"),
            Map.of("Java", "17"));

    private Samples() {}

    static RunSpec spec(String name) {
        return RunSpec.of(Map.of(
                "name",
                name,
                "notes",
                "Zeile\n'; DROP TABLE run; --",
                "tags",
                List.of("a", "ü"),
                "training",
                Map.of("learningRate", 0.1 + 0.2)));
    }

    static RunEvent.StateChanged state(long run, RunState state) {
        return new RunEvent.StateChanged(run, 0, NOON, state, "");
    }

    static RunEvent.Points points(long run, MetricPoint... points) {
        return new RunEvent.Points(run, 0, List.of(points));
    }

    static MetricPoint point(String key, long step, double value) {
        return new MetricPoint(key, step, 10 * step, value);
    }

    static RunEvent.Paths paths(long run, long step, PathRecord... paths) {
        return new RunEvent.Paths(run, 0, step, List.of(paths), List.of());
    }

    static PathRecord path(int pair, int kinks, int outputs, Random random) {
        float[] gap = new float[kinks * outputs];
        for (int i = 0; i < gap.length; i++) {
            gap[i] = Float.intBitsToFloat(random.nextInt());
        }
        return new PathRecord(
                pair,
                random.nextDouble(),
                doubles(outputs, random).toArray(),
                doubles(outputs, random).toArray(),
                doubles(kinks, random).sorted().toArray(),
                random.ints(kinks, 1, 20).toArray(),
                random.ints(kinks, 0, 16_384).toArray(),
                gap);
    }

    static List<PairReading> readings(int pairs, Random random) {
        return Stream.generate(() -> new PairReading(
                        random.nextInt(1000),
                        random.nextInt(4) == 0 ? Float.NaN : random.nextFloat(),
                        random.nextFloat(),
                        Float.POSITIVE_INFINITY,
                        -random.nextFloat()))
                .limit(pairs)
                .toList();
    }

    static PairRecord pair(int number, int features, Random random) {
        return new PairRecord(number, end(features, "sieben \u2077", 28, random), end(features, null, 0, random));
    }

    /** Any kind of event; keys and steps are few, so that points often replace older ones. */
    static RunEvent event(long run, Random random) {
        return switch (random.nextInt(10)) {
            case 0 ->
                new RunEvent.StateChanged(
                        run,
                        0,
                        NOON.plusNanos(random.nextInt()),
                        RunState.values()[random.nextInt(7)],
                        "why " + random.nextInt());
            case 1 -> paths(run, random.nextInt(50), path(random.nextInt(3), random.nextInt(20), 2, random));
            default -> {
                List<MetricPoint> points = new ArrayList<>();
                do {
                    points.add(new MetricPoint(
                            "group/" + random.nextInt(6), random.nextInt(40), random.nextLong(), value(random)));
                } while (random.nextInt(5) > 0);
                yield new RunEvent.Points(run, 0, points);
            }
        };
    }

    private static PairRecord.End end(int features, String label, int width, Random random) {
        float[] input = new float[features];
        for (int i = 0; i < features; i++) {
            input[i] = random.nextFloat() * 255;
        }
        return new PairRecord.End(random.nextInt(60_000), label, input, width);
    }

    private static double value(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> Double.MIN_VALUE;
            default -> random.nextGaussian();
        };
    }

    private static DoubleStream doubles(int count, Random random) {
        return random.doubles(count);
    }
}
