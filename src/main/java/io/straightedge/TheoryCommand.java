package io.straightedge;

import io.straightedge.pwl.Segment;
import io.straightedge.theory.Chord;
import io.straightedge.theory.Initialisation;
import io.straightedge.web.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
        Initialisation initialisation = Initialisation.ofLayers(layers, weightVariance, biasVariance, lastVariance);
        NpzPairs given = NpzPairs.read(pairsFile, layers.get(0));
        given.notes().forEach(Terminal::note);
        JsonArray pairs = new JsonArray();
        for (Segment segment : given.segments()) {
            Chord chord = Chord.of(segment);
            pairs.add(Json.expectation(chord, initialisation.along(chord)));
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
}
