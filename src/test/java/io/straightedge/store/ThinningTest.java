package io.straightedge.store;

import static io.straightedge.store.Samples.point;
import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.ThinnedSeries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThinningTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOrderOfThePointsDoesNotMatter(long seed) {
        Random random = new Random(seed);
        List<MetricPoint> points = new ArrayList<>();
        for (int step = 0; step < 3000; step++) {
            if (random.nextInt(3) > 0) {
                points.add(point("x", step, random.nextInt(20) == 0 ? Double.NaN : random.nextInt(50)));
            }
        }
        ThinnedSeries ascending = thinned(points, 100);
        Collections.shuffle(points, random);
        assertThat(thinned(points, 100)).isEqualTo(ascending);
    }

    @Test
    void allThatIsNotFiniteStaysInSight() {
        List<MetricPoint> points = new ArrayList<>();
        for (int step = 0; step < 10_000; step++) {
            points.add(point("x", step, step < 9000 ? step : Double.NaN));
        }
        ThinnedSeries series = thinned(points, 40);
        assertThat(series.notFinite()).isEqualTo(1000);
        assertThat(series.points()).contains(points.get(8999), points.get(9000)).hasSizeLessThanOrEqualTo(50);
    }

    @Test
    void aFlatLineKeepsItsEnds() {
        List<MetricPoint> points = new ArrayList<>();
        for (int step = 0; step < 100; step++) {
            points.add(point("x", step, 1));
        }
        assertThat(thinned(points, 4).points()).containsExactly(points.get(0), points.get(99));
    }

    /** Archives of others may have any step. */
    @Test
    void stepsMayBeAsFarApartAsNumbersGo() {
        List<MetricPoint> points = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            points.add(point("x", i == 8 ? Long.MAX_VALUE : i, i));
        }
        assertThat(thinned(points, 4).points()).containsExactly(points.get(0), points.get(8));
    }

    private static ThinnedSeries thinned(List<MetricPoint> points, int most) {
        Thinning thinning = new Thinning(most);
        points.forEach(thinning::add);
        return thinning.result();
    }
}
