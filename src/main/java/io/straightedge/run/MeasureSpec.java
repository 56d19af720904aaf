package io.straightedge.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is measured along the segments between samples, and how often.
 *
 * @param pairs number of sample pairs
 * @param kind {@code same} class, {@code different} classes or {@code random}
 * @param everySteps training steps between two measurements; 0 adapts to the budget
 * @param budget share of the run's wall time that measuring may take when {@code everySteps} is 0
 * @param normalise also divide outputs and slopes by their growth since initialisation
 */
public record MeasureSpec(int pairs, String kind, long everySteps, double budget, boolean normalise) {

    private static final long MOST_MEASUREMENTS = 10_000;

    public static final String SAME = "same";
    public static final String DIFFERENT = "different";
    public static final String RANDOM = "random";

    static MeasureSpec read(Fields fields, DatasetSpec dataset, long totalSteps) {
        MeasureSpec spec = new MeasureSpec(
                fields.whole("pairs", 1, 10_000, 128),
                fields.choice("kind", List.of(SAME, DIFFERENT, RANDOM), dataset.regression() ? RANDOM : SAME),
                fields.wholeLong("everySteps", 0, 1_000_000_000L, 0),
                fields.number("budget", 0.001, 1, 0.10),
                fields.flag("normalise", !dataset.regression()));
        if (dataset.regression() && !spec.kind.equals(RANDOM)) {
            fields.error(
                    "kind", "\"" + spec.kind + "\" needs classes, and " + dataset.name() + " has none; use random");
        }
        if (spec.everySteps > 0 && totalSteps / spec.everySteps > MOST_MEASUREMENTS) {
            fields.error(
                    "everySteps",
                    spec.everySteps + " would measure " + totalSteps / spec.everySteps + " times; use at least "
                            + (totalSteps / MOST_MEASUREMENTS + 1) + ", or 0 to adapt");
        }
        fields.rejectUnknown();
        return spec;
    }

    Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pairs", pairs);
        json.put("kind", kind);
        json.put("everySteps", everySteps);
        json.put("budget", budget);
        json.put("normalise", normalise);
        return json;
    }
}
