package io.straightedge.data;

import java.util.ArrayList;
import java.util.List;

/** Turns samples as they are into what a network is trained on: label noise, then the scale of the inputs. */
final class Preparation {
    private Preparation() {}

    static Dataset apply(Dataset data, DatasetRequest request) {
        Samples train = data.train();
        Samples test = data.test();
        List<String> said = new ArrayList<>(List.of(data.description()));
        int noisy = LabelNoise.count(request.labelNoise(), train.labels().length);
        if (noisy > 0) {
            train = LabelNoise.apply(train, request.labelNoise(), request.seed());
            said.add(Texts.count(noisy, "training label") + " drawn at random");
        }
        if (request.standardise()) {
            Standardisation standardisation = Standardisation.of(train);
            train = train.withInputs(standardisation.apply(train));
            test = test.withInputs(standardisation.apply(test));
            said.add("standardised per feature");
        }
        if (request.rescale()) {
            train = train.withInputs(rescaled(train));
            test = test.withInputs(rescaled(test));
            said.add("each sample rescaled to ‖x‖ = √d");
        }
        return new Dataset(train, test, data.outputNames(), data.imageWidth(), String.join("; ", said));
    }

    /** The inputs with each sample brought to ‖x‖ = √d; a sample of zeros stays as it is. */
    static float[] rescaled(Samples samples) {
        int d = samples.dimension();
        float[] inputs = samples.inputs().clone();
        for (int start = 0; start < inputs.length; start += d) {
            double squares = 0;
            for (int i = start; i < start + d; i++) {
                squares += (double) inputs[i] * inputs[i];
            }
            double factor = squares == 0 ? 0 : Math.sqrt(d / squares);
            for (int i = start; i < start + d; i++) {
                inputs[i] = (float) (inputs[i] * factor);
            }
        }
        return inputs;
    }
}
