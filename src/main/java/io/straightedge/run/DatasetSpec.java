package io.straightedge.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The training data of a run.
 *
 * @param name a dataset that the server lists
 * @param samples training samples
 * @param labelNoise fraction of training labels replaced by a random class
 * @param standardise per feature: mean 0, variance 1, over the training samples
 * @param rescale each sample to ‖x‖ = √d
 * @param dimension generated data only: number of features
 * @param classes generated data only: number of classes
 * @param function {@code curve} only: the function to fit
 * @param noise generated data only: standard deviation of the noise
 */
public record DatasetSpec(
        String name,
        int samples,
        double labelNoise,
        boolean standardise,
        boolean rescale,
        @Nullable Integer dimension,
        @Nullable Integer classes,
        @Nullable String function,
        @Nullable Double noise) {

    private static final Set<String> IMAGES = Set.of("mnist", "fashion-mnist", "digits");

    /** A regression problem: no classes, so no accuracy and no same-class pairs. */
    public boolean regression() {
        return name.equals("curve");
    }

    /** One or two features: without biases, units could hardly tell samples apart. */
    boolean flat() {
        return regression() || name.equals("moons") || name.equals("spirals");
    }

    static DatasetSpec read(Fields fields) {
        String name = fields.text("name", 60, "digits");
        boolean curve = name.equals("curve");
        boolean images = IMAGES.contains(name);
        DatasetSpec spec = new DatasetSpec(
                name,
                fields.whole("samples", 2, 1_000_000, curve ? 50 : images ? 2000 : 1000),
                fields.number("labelNoise", 0, 1, 0),
                fields.flag("standardise", true),
                fields.flag("rescale", images),
                fields.optionalWhole("dimension", 1, 10_000),
                fields.optionalWhole("classes", 2, 1000),
                fields.optionalText("function", 40),
                fields.optionalNumber("noise", 0, 100));
        if (curve && spec.rescale) {
            fields.error("rescale", "true would leave only the sign of a one-dimensional input; use false");
        }
        if (curve && spec.labelNoise > 0) {
            fields.error("labelNoise", spec.labelNoise + " needs classes, and curve has none; use 0, or set noise");
        }
        fields.rejectUnknown();
        return spec;
    }

    Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("samples", samples);
        json.put("labelNoise", labelNoise);
        json.put("standardise", standardise);
        json.put("rescale", rescale);
        putIfGiven(json, "dimension", dimension);
        putIfGiven(json, "classes", classes);
        putIfGiven(json, "function", function);
        putIfGiven(json, "noise", noise);
        return json;
    }

    private static void putIfGiven(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
