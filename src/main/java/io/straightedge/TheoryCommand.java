package io.straightedge;

import io.straightedge.pwl.Segment;
import io.straightedge.theory.Chord;
import io.straightedge.theory.Expectation;
import io.straightedge.theory.Initialisation;
import io.straightedge.web.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What theory expects of a freshly initialised network along the segments of some pairs. */
@Command(
        name = "theory",
        description = "Expected kinks and gap deviation at initialisation, as JSON.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class TheoryCommand implements Callable<Integer> {
    @Option(names = "--layers", required = true, split = ",", description = "widths from input to output: 784,1000,10")
    private List<Integer> layers = List.of();

    @Option(names = "--pairs", required = true, description = "arrays a and b, each (pairs × inputs)")
    private Path pairsFile = Path.of("");

    @Option(names = "--weight-variance", description = "of hidden weights, per fan-in", defaultValue = "2")
    private double weightVariance;

    @Option(names = "--bias-variance", description = "of biases", defaultValue = "0")
    private double biasVariance;

    @Option(names = "--last-variance", description = "of the last layer's weights, per fan-in", defaultValue = "1")
    private double lastVariance;

    @Override
    public Integer call() throws IOException {
        Initialisation initialisation = initialisation();
        JsonArray pairs = new JsonArray();
        for (Segment segment : NpzInputs.pairs(pairsFile, layers.get(0))) {
            pairs.add(pair(segment, initialisation.along(Chord.of(segment))));
        }
        System.out.println(new JsonObject()
                .put("layers", new JsonArray(layers))
                .put("weightVariance", weightVariance)
                .put("biasVariance", biasVariance)
                .put("lastVariance", lastVariance)
                .put("pairs", pairs)
                .encode());
        return 0;
    }

    private Initialisation initialisation() {
        if (layers.size() < 3) {
            throw new IllegalArgumentException("--layers " + layers
                    + " has no hidden layer; use the widths from input to output, such as 784,1000,10");
        }
        List<Integer> hidden = layers.subList(1, layers.size() - 1);
        return new Initialisation(layers.get(0), hidden, weightVariance, biasVariance, lastVariance);
    }

    private static JsonObject pair(Segment segment, Expectation expected) {
        return new JsonObject()
                .put("length", segment.length())
                .put("kinks", expected.kinks())
                .put("kinksPerLayer", new JsonArray(expected.kinksPerLayer()))
                .put("gapDeviation", defined(expected.gapDeviation()))
                .put("deflectionRatio", defined(expected.deflectionRatio()))
                .put("squaredGaps", expected.squaredGaps())
                .put("squaredChange", defined(expected.squaredChange()))
                .put("fluctuation", expected.fluctuation());
    }

    private static @Nullable Object defined(double value) {
        return Double.isNaN(value) ? null : Json.number(value);
    }
}
