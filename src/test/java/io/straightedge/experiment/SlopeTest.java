package io.straightedge.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.experiment.Slope.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hipparchus.stat.regression.SimpleRegression;
import org.junit.jupiter.api.Test;

class SlopeTest {
    @Test
    void aPowerLawHasItsExponentWhateverEachSeedsFactor() {
        List<Place> places = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            for (double x = 100; x < 1000; x *= 2) {
                places.add(new Place(seed, x, seed * seed * Math.pow(x, -0.5)));
            }
        }
        Measured slope = Slope.logLog(places);
        assertThat(slope.value()).isCloseTo(-0.5, within(1e-12));
        assertThat(slope.error()).isCloseTo(0, within(1e-6));
    }

    @Test
    void withOneSeedItIsOrdinaryLeastSquares() {
        Random random = new Random(3);
        SimpleRegression regression = new SimpleRegression();
        List<Place> places = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            double y = Math.exp(0.2 * random.nextGaussian()) * i;
            places.add(new Place(1, i, y));
            regression.addData(Math.log(i), Math.log(y));
        }
        Measured slope = Slope.logLog(places);
        assertThat(slope.value()).isCloseTo(regression.getSlope(), within(1e-12));
        assertThat(slope.error()).isCloseTo(regression.getSlopeConfidenceInterval(), within(1e-9));
    }

    @Test
    void withoutScatterToSeeTheErrorIsUnknown() {
        assertThat(Slope.logLog(List.of(new Place(1, 1, 1), new Place(1, 2, 2))).error())
                .isInfinite();
        assertThat(Slope.logLog(List.of(new Place(1, 1, 1), new Place(2, 1, 2), new Place(3, 1, 2)))
                        .above(0))
                .isEqualTo(Verdict.UNCLEAR);
    }
}
