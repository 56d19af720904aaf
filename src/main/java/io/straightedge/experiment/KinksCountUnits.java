package io.straightedge.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Claim 1: kinks ÷ (units·θ/π) is 1 in every layer. Theory without biases is units·θ/π, pair by pair. */
final class KinksCountUnits {
    private static final double TOLERANCE = 0.05;

    private KinksCountUnits() {}

    static Answer judge(Results results) {
        List<Measured> layers = new ArrayList<>();
        for (int layer = 1; ; layer++) {
            String name = "kinks_layer_" + layer;
            List<Double> ratios = results.finished().stream()
                    .map(run -> run.first("path/" + name) / run.first("theory/" + name))
                    .filter(ratio -> !ratio.isNaN())
                    .toList();
            if (ratios.isEmpty()) {
                break;
            }
            layers.add(Measured.mean(ratios));
        }
        Measured farthest = layers.stream()
                .max(Comparator.comparingDouble(ratio -> Math.abs(ratio.value() - 1)))
                .orElse(Measured.UNKNOWN);
        String text = IntStream.range(0, layers.size())
                .mapToObj(l -> layers.get(l) + " in layer " + (l + 1))
                .collect(Collectors.joining(", ", "kinks ÷ (units·θ/π): ", "; theory 1"));
        Verdict verdict = Verdict.all(layers.stream()
                .map(ratio -> ratio.within(1 - TOLERANCE, 1 + TOLERANCE))
                .toList());
        return Answer.of(layers.isEmpty() ? Verdict.UNCLEAR : verdict, text, farthest);
    }
}
