package io.straightedge.measure;

/**
 * How well outputs fit their targets.
 *
 * @param loss mean over samples
 * @param accuracy share of samples whose largest output is their class's; NaN for regression
 */
public record Performance(double loss, double accuracy) {

    /**
     * Softmax cross-entropy, in nats, with accuracy.
     *
     * @param logits row-major (samples × k)
     * @param labels class of each sample (samples)
     */
    public static Performance crossEntropy(float[] logits, int[] labels, int k) {
        double loss = 0;
        for (int i = 0; i < labels.length; i++) {
            int row = i * k;
            double max = logits[row + largest(logits, row, k)];
            double sum = 0;
            for (int c = 0; c < k; c++) {
                sum += Math.exp(logits[row + c] - max);
            }
            loss += max + Math.log(sum) - logits[row + labels[i]];
        }
        return new Performance(loss / labels.length, accuracy(logits, labels, k));
    }

    /**
     * Mean over samples and outputs of (y − f)².
     *
     * @param outputs row-major (samples × k)
     * @param targets row-major (samples × k)
     * @param labels class of each sample, or empty for regression
     */
    public static Performance squaredError(float[] outputs, float[] targets, int[] labels, int k) {
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            double difference = (double) outputs[i] - targets[i];
            sum += difference * difference;
        }
        return new Performance(sum / outputs.length, labels.length == 0 ? Double.NaN : accuracy(outputs, labels, k));
    }

    private static double accuracy(float[] outputs, int[] labels, int k) {
        int right = 0;
        for (int i = 0; i < labels.length; i++) {
            if (largest(outputs, i * k, k) == labels[i]) {
                right++;
            }
        }
        return (double) right / labels.length;
    }

    private static int largest(float[] values, int offset, int k) {
        int best = 0;
        for (int c = 1; c < k; c++) {
            if (values[offset + c] > values[offset + best]) {
                best = c;
            }
        }
        return best;
    }
}
