package io.straightedge.data;

/**
 * Samples in row-major arrays. The arrays are shared, not copied: nobody changes them.
 *
 * @param size number of samples n
 * @param dimension features per sample d
 * @param outputs values to predict per sample k: the number of classes, or 1 for regression
 * @param inputs what the network sees, standardised and rescaled as asked (n × d)
 * @param raw the same samples before that: grey values 0 to 255 for images (n × d)
 * @param targets one-hot classes or values (n × k)
 * @param labels class of each sample (n), or empty for regression
 */
public record Samples(
        int size, int dimension, int outputs, float[] inputs, float[] raw, float[] targets, int[] labels) {

    /** Checks that the arrays have the shapes above. */
    public Samples {
        long values = (long) size * dimension;
        if (inputs.length != values
                || raw.length != values
                || targets.length != (long) size * outputs
                || (labels.length != size && labels.length != 0)) {
            throw new IllegalArgumentException("arrays do not fit " + size + " samples of " + dimension
                    + " features and " + outputs + " outputs: " + inputs.length + " inputs, " + raw.length + " raw, "
                    + targets.length + " targets, " + labels.length + " labels");
        }
    }

    /** Unprepared samples of a classification problem; raw is (labels.length × d). */
    static Samples ofClasses(int dimension, int classes, float[] raw, int[] labels) {
        return new Samples(labels.length, dimension, classes, raw, raw, oneHot(labels, classes), labels);
    }

    /** Unprepared samples of a regression problem with one input and one output. */
    static Samples ofValues(float[] raw, float[] values) {
        return new Samples(values.length, 1, 1, raw, raw, values, new int[0]);
    }

    Samples withInputs(float[] newInputs) {
        return new Samples(size, dimension, outputs, newInputs, raw, targets, labels);
    }

    Samples withLabels(int[] newLabels) {
        return new Samples(size, dimension, outputs, inputs, raw, oneHot(newLabels, outputs), newLabels);
    }

    private static float[] oneHot(int[] labels, int classes) {
        float[] targets = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            targets[i * classes + labels[i]] = 1;
        }
        return targets;
    }
}
