package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What a run of {@link ServerFixture#mediumSpec} has to have measured, whatever happened to it. */
final class MediumSeries {
    private static final List<String> MEASURES =
            List.of("path/gap_deviation", "normalised/gap_deviation", "normalised/deflection");
    private static final int STEPS = 5000;
    private static final int EVERY = 200;

    private MediumSeries() {}

    /**
     * Every 200th step once, or without those that the run says were skipped because the machine was too slow;
     * the loss in ascending order up to the end; theory once.
     *
     * @param series as the API gives all of them
     */
    static void assertWhole(JsonObject series) {
        List<Long> due = LongStream.rangeClosed(0, STEPS / EVERY)
                .mapToObj(i -> EVERY * i)
                .toList();
        for (String key : MEASURES) {
            List<Long> steps = steps(series, key);
            if (skipped(series)) {
                assertThat(steps).as(key).isSorted().doesNotHaveDuplicates().isSubsetOf(due);
                assertThat(steps).as(key).startsWith(0L).endsWith((long) STEPS);
            } else {
                assertThat(steps).as(key).isEqualTo(due);
            }
        }
        assertThat(steps(series, "train/loss"))
                .isSorted()
                .doesNotHaveDuplicates()
                .endsWith((long) STEPS);
        assertThat(steps(series, "theory/kinks")).hasSize(1);
    }

    /** As {@link #assertWhole}, with the same loss as another run, and the same measures at every step both have. */
    static void assertSame(JsonObject series, JsonObject expected) {
        assertWhole(series);
        assertThat(values(series, "train/loss")).isEqualTo(values(expected, "train/loss"));
        for (String key : MEASURES) {
            Map<Long, Object> right = values(expected, key);
            values(series, key).forEach((step, value) -> {
                if (right.containsKey(step)) {
                    assertThat(value).as("%s at %d", key, step).isEqualTo(right.get(step));
                }
            });
        }
    }

    private static boolean skipped(JsonObject series) {
        JsonArray counts = series.getJsonObject("measure/skipped").getJsonArray("values");
        return counts.stream().anyMatch(count -> ((Number) count).doubleValue() > 0);
    }

    private static List<Long> steps(JsonObject series, String key) {
        return series.getJsonObject(key).getJsonArray("steps").stream()
                .map(step -> ((Number) step).longValue())
                .toList();
    }

    private static Map<Long, Object> values(JsonObject series, String key) {
        List<Long> steps = steps(series, key);
        JsonArray values = series.getJsonObject(key).getJsonArray("values");
        Map<Long, Object> byStep = new TreeMap<>();
        for (int i = 0; i < steps.size(); i++) {
            byStep.put(steps.get(i), values.getValue(i));
        }
        return byStep;
    }
}
