package io.straightedge.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarginTest {
    private static final Ends ENDS = new Ends(new double[] {5, 1, 3}, new double[] {0, 4, 8});

    @Test
    void eachEndLeadsOrTrailsByItsOwnLabel() {
        assertThat(Margin.of(ENDS, 0, 1)).isEqualTo(new Margin(2, -4));
        assertThat(Margin.of(ENDS, 2, 2)).isEqualTo(new Margin(-2, 4));
    }

    @Test
    void theMeanIsOverBothEnds() {
        assertThat(new Margin(2, -4).mean()).isEqualTo(-1);
    }

    @Test
    void growthDividesEachEnd() {
        assertThat(new Margin(2, -4).dividedBy(new Growth(2, 8))).isEqualTo(new Margin(1, -0.5));
    }

    @Test
    void aSingleOutputHasNoOther() {
        assertThat(Margin.of(new Ends(new double[] {5}, new double[] {6}), 0, 0))
                .isNull();
    }
}
