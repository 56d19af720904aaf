package io.straightedge.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a network is trained.
 *
 * @param optimizer {@code sgd}, {@code momentum} (heavy ball), {@code adam}, or {@code gd}: gradient descent
 *     on all samples at once, without regard to {@code batchSize}
 * @param momentum μ of optimizer momentum, otherwise 0
 * @param warmupEpochs epochs over which the learning rate rises linearly to {@code learningRate}
 * @param stopAtLoss training ends early after an epoch whose mean loss is at most this; 0 is never
 * @param weightDecay λ: every step first multiplies weights, not biases, by 1 − η·λ
 * @param trainBiases whether biases change
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
        double stopAtLoss,
        double weightDecay,
        boolean trainBiases,
        String loss,
        long seed) {

    public static final String SGD = "sgd";
    public static final String MOMENTUM = "momentum";
    public static final String ADAM = "adam";
    public static final String GD = "gd";
    public static final String CROSS_ENTROPY = "cross-entropy";
    public static final String SQUARED_ERROR = "squared-error";

    static TrainingSpec read(Fields fields, DatasetSpec dataset) {
        boolean regression = dataset.regression();
        String optimizer = fields.choice("optimizer", List.of(SGD, MOMENTUM, ADAM, GD), SGD);
        double rate = regression || optimizer.equals(ADAM) ? 0.001 : dataset.flat() ? 0.004 : 0.05;
        TrainingSpec spec = new TrainingSpec(
                optimizer,
                fields.number("learningRate", 0, 1e9, rate),
                fields.number("momentum", 0, 0.9999, optimizer.equals(MOMENTUM) ? 0.9 : 0),
                fields.whole("warmupEpochs", 0, 1_000_000, 0),
                fields.whole("batchSize", 1, 65_536, Math.min(regression ? 10 : 128, dataset.samples())),
                fields.whole("epochs", 0, 1_000_000, regression ? 2000 : dataset.flat() ? 200 : 50),
                fields.number("stopAtLoss", 0, 1e9, 0),
                fields.number("weightDecay", 0, 1e6, 0),
                fields.flag("trainBiases", true),
                fields.choice(
                        "loss", List.of(CROSS_ENTROPY, SQUARED_ERROR), regression ? SQUARED_ERROR : CROSS_ENTROPY),
                fields.wholeLong("seed", 0, Integer.MAX_VALUE, 1));
        if (regression && spec.loss.equals(CROSS_ENTROPY)) {
            fields.error("loss", "cross-entropy needs classes, and " + dataset.name() + " has none; use squared-error");
        }
        if (spec.momentum > 0 && !optimizer.equals(MOMENTUM)) {
            fields.error("momentum", spec.momentum + " needs the optimizer momentum; use 0, or that optimizer");
        }
        if (spec.batchSize > dataset.samples() && !optimizer.equals(GD)) {
            fields.error(
                    "batchSize",
                    spec.batchSize + " is more than the " + dataset.samples() + " samples; use at most that many");
        }
        fields.rejectUnknown();
        return spec;
    }

    /** Samples in a batch when there are so many; the last batch of an epoch may be smaller. */
    public int batch(int samples) {
        return optimizer.equals(GD) ? samples : Math.min(batchSize, samples);
    }

    /** Training steps in one pass over so many samples. */
    public long stepsPerEpoch(int samples) {
        return (samples + batch(samples) - 1L) / batch(samples);
    }

    Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("optimizer", optimizer);
        json.put("learningRate", learningRate);
        json.put("momentum", momentum);
        json.put("warmupEpochs", warmupEpochs);
        json.put("batchSize", batchSize);
        json.put("epochs", epochs);
        json.put("stopAtLoss", stopAtLoss);
        json.put("weightDecay", weightDecay);
        json.put("trainBiases", trainBiases);
        json.put("loss", loss);
        json.put("seed", seed);
        return json;
    }
}
