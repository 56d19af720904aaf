package io.straightedge.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.run.ExperimentStore.Ends;
import io.straightedge.run.RunState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredTest {
    @Test
    void theMeanHasStudentsInterval() {
        Measured mean = Measured.mean(List.of(1.0, 2.0, 3.0));
        assertThat(mean.value()).isEqualTo(2);
        assertThat(mean.error()).isCloseTo(4.302653 / Math.sqrt(3), within(1e-6));
    }

    @Test
    void oneValueSaysNothingAboutTheError() {
        assertThat(Measured.mean(List.of(5.0)).error()).isInfinite();
        assertThat(Measured.mean(List.of(5.0)).within(0, 10)).isEqualTo(Verdict.UNCLEAR);
        assertThat(Measured.mean(List.<Double>of()).above(0)).isEqualTo(Verdict.UNCLEAR);
    }

    @Test
    void aRatioAndItsInverseAverageToOne() {
        Measured mean = Measured.geometricMean(List.of(4.0, 0.25, 1.0));
        assertThat(mean.value()).isCloseTo(1, within(1e-12));
        assertThat(mean.error()).isCloseTo(Math.expm1(4.302653 * Math.log(4) / Math.sqrt(3)), within(1e-4));
    }

    @Test
    void pairedRatiosComeFromRunsOfOneSeed() {
        List<RunResult> upper = List.of(run(1, 10), run(2, 200), run(3, 7));
        List<RunResult> lower = List.of(run(2, 100), run(1, 5));
        Measured ratio = Measured.pairedRatio(upper, lower, run -> run.first("m"));
        assertThat(ratio.value()).isCloseTo(2, within(1e-12));
        assertThat(ratio.error()).isCloseTo(0, within(1e-12));
    }

    private static RunResult run(long seed, double value) {
        return new RunResult(seed, 0, seed, RunState.FINISHED, Map.of("m", new Ends(value, value)));
    }

    @Test
    void relativeErrorsOfAQuotientAddInSquares() {
        Measured quotient = new Measured(6, 0.3).dividedBy(new Measured(-2, 0.24));
        assertThat(quotient.value()).isEqualTo(-3);
        assertThat(quotient.error()).isCloseTo(3 * 0.13, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.5, HOLDS",
        "0.9, 0.2, UNCLEAR",
        "1.1, 0.2, UNCLEAR",
        "2, 0.5, FAILS",
        "-3, 1, FAILS",
        "0, 5, UNCLEAR",
        "NaN, 1, UNCLEAR",
        "0, NaN, UNCLEAR"
    })
    void theWholeIntervalDecides(double value, double error, Verdict verdict) {
        assertThat(new Measured(value, error).within(-1, 1)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "-0.49812, 0.0061, −0.498 ± 0.006",
        "1.00049, 0.00162, 1.0005 ± 0.0016",
        "3.4, 0.25, 3.4 ± 0.3",
        "123.4, 12.3, 123 ± 12",
        "1234, 210, 1200 ± 200",
        "2.5, 0, 2.5 ± 0",
        "2.51234, Infinity, 2.51 ± ?",
        "NaN, 1, ? ± ?",
    })
    void showsAsManyDigitsAsTheErrorAllows(double value, double error, String text) {
        assertThat(new Measured(value, error)).hasToString(text);
    }

    @Test
    void aClaimOfPartsFailsWithAnyOfThem() {
        assertThat(Verdict.all(List.of(Verdict.HOLDS, Verdict.HOLDS))).isEqualTo(Verdict.HOLDS);
        assertThat(Verdict.all(List.of(Verdict.HOLDS, Verdict.UNCLEAR))).isEqualTo(Verdict.UNCLEAR);
        assertThat(Verdict.all(List.of(Verdict.UNCLEAR, Verdict.FAILS))).isEqualTo(Verdict.FAILS);
    }
}
