package io.straightedge.measure;

import org.jspecify.annotations.Nullable;

/**
 * By how much each end of a path is on the side of its label: the label's logit − the best other logit.
 * In units of the output. Where the margin exceeds the max bend of the label's logit, the path cannot
 * leave its class. Source: figure 6 of arXiv 1903.01997.
 *
 * <p>Each end has its own label, so the margin exists for pairs across classes too; the bend of
 * <em>the</em> label's logit exists only where both ends have the same label.
 *
 * @param atStart at x_a
 * @param atEnd at x_b
 */
public record Margin(double atStart, double atEnd) {

    /**
     * @param startLabel the output that is x_a's class
     * @param endLabel the output that is x_b's class
     * @return null with a single output, which has no other
     */
    public static @Nullable Margin of(Ends ends, int startLabel, int endLabel) {
        return ends.start().length < 2 ? null : new Margin(lead(ends.start(), startLabel), lead(ends.end(), endLabel));
    }

    /** The mean over both ends. */
    public double mean() {
        return (atStart + atEnd) / 2;
    }

    /** The margin of outputs divided by their growth. */
    public Margin dividedBy(Growth growth) {
        return new Margin(atStart / growth.atStart(), atEnd / growth.atEnd());
    }

    private static double lead(double[] logits, int label) {
        double best = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < logits.length; c++) {
            if (c != label) {
                best = Math.max(best, logits[c]);
            }
        }
        return logits[label] - best;
    }
}
