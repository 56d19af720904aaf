package io.straightedge.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A dense ReLU network and how it is initialised: weights N(0, weightVariance/fan-in), biases N(0,
 * biasVariance), last layer N(0, lastVariance/fan-in), every weight then multiplied by {@code scale}.
 *
 * @param hidden widths of the hidden layers, first to last
 */
public record NetworkSpec(
        List<Integer> hidden, double weightVariance, double biasVariance, double lastVariance, double scale) {

    static NetworkSpec read(Fields fields, DatasetSpec dataset) {
        NetworkSpec spec = new NetworkSpec(
                fields.wholes("hidden", 1, 20, 1, 16_384, List.of(1000)),
                fields.number("weightVariance", 0, 1000, 2),
                fields.number("biasVariance", 0, 1000, dataset.flat() ? 1 : 0),
                fields.number("lastVariance", 0, 1000, 1),
                fields.number("scale", 0, 1000, 1));
        fields.rejectUnknown();
        return spec;
    }

    Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("hidden", hidden);
        json.put("weightVariance", weightVariance);
        json.put("biasVariance", biasVariance);
        json.put("lastVariance", lastVariance);
        json.put("scale", scale);
        return json;
    }
}
