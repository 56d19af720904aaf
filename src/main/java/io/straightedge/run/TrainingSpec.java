package io.straightedge.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a network is trained.
 *
 * @param optimizer {@code sgd}
 * @param momentum 0 for plain SGD
 * @param warmupEpochs epochs over which the learning rate rises linearly to {@code learningRate}
 * @param loss {@code cross-entropy} (softmax) or {@code squared-error}
 * @param seed decides initialisation, data, shuffling and pairs
 */
public record TrainingSpec(
        String optimizer,
        double learningRate,
        double momentum,
        int warmupEpochs,
        int batchSize,
        int epochs,
        String loss,
        long seed) {

    public static final String CROSS_ENTROPY = "cross-entropy";
    public static final String SQUARED_ERROR = "squared-error";

    static TrainingSpec read(Fields fields, DatasetSpec dataset) {
        boolean regression = dataset.regression();
        TrainingSpec spec = new TrainingSpec(
                fields.choice("optimizer", List.of("sgd"), "sgd"),
                fields.number("learningRate", 0, 1e9, regression ? 0.001 : 0.05),
                fields.number("momentum", 0, 0, 0),
                fields.whole("warmupEpochs", 0, 1_000_000, 0),
                fields.whole("batchSize", 1, 65_536, Math.min(regression ? 10 : 128, dataset.samples())),
                fields.whole("epochs", 0, 1_000_000, regression ? 2000 : 50),
                fields.choice(
                        "loss", List.of(CROSS_ENTROPY, SQUARED_ERROR), regression ? SQUARED_ERROR : CROSS_ENTROPY),
                fields.wholeLong("seed", 0, Integer.MAX_VALUE, 1));
        if (regression && spec.loss.equals(CROSS_ENTROPY)) {
            fields.error("loss", "cross-entropy needs classes, and " + dataset.name() + " has none; use squared-error");
        }
        if (spec.batchSize > dataset.samples()) {
            fields.error(
                    "batchSize",
                    spec.batchSize + " is more than the " + dataset.samples() + " samples; use at most that many");
        }
        fields.rejectUnknown();
        return spec;
    }

    /** Training steps on so many samples; the last batch of an epoch may be smaller. */
    long steps(int samples) {
        return epochs * ((samples + batchSize - 1L) / batchSize);
    }

    Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("optimizer", optimizer);
        json.put("learningRate", learningRate);
        json.put("momentum", momentum);
        json.put("warmupEpochs", warmupEpochs);
        json.put("batchSize", batchSize);
        json.put("epochs", epochs);
        json.put("loss", loss);
        json.put("seed", seed);
        return json;
    }
}
