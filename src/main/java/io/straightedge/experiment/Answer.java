package io.straightedge.experiment;

/**
 * What the data says about a claim.
 *
 * @param text one or two sentences with the measured numbers
 * @param measured the number the verdict rests on most; NaN while waiting
 * @param error half-width of its 95 % confidence interval; NaN while waiting
 */
public record Answer(Verdict verdict, String text, double measured, double error) {

    static Answer of(Verdict verdict, String text, Measured measured) {
        return new Answer(verdict, text, measured.value(), measured.error());
    }

    static Answer waiting(String text) {
        return new Answer(Verdict.WAITING, text, Double.NaN, Double.NaN);
    }
}
