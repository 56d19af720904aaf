package io.straightedge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LossCadenceTest {
    @Test
    void everyStepOfAShortRunHasAPoint() {
        assertThat(points(1999)).hasSize(1999);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 1000, 2000, 5003, 31_415, 1_000_000, 20_000_000})
    void aRunHasUpToTwoThousandPointsWhoseDistanceGrows(long total) {
        List<Long> points = points(total);
        assertThat(points).hasSizeLessThanOrEqualTo(2000).endsWith(total);
        for (int i = 1; i < points.size(); i++) {
            long step = points.get(i);
            assertThat(step - points.get(i - 1))
                    .as("before step %d", step)
                    .isLessThanOrEqualTo(Math.max(1, Math.min(total / 500, step / 25)));
        }
    }

    @Test
    void theFirstPointsOfTheLongestRunComeAtOnce() {
        LossCadence cadence = new LossCadence(Long.MAX_VALUE);
        assertThat(LongStream.rangeClosed(1, 100).filter(step -> cadence.due(step, false)))
                .hasSize(100);
        assertThat(LongStream.rangeClosed(101, 200).filter(step -> cadence.due(step, false)))
                .hasSize(50);
    }

    private static List<Long> points(long total) {
        LossCadence cadence = new LossCadence(total);
        return LongStream.rangeClosed(1, total)
                .filter(step -> cadence.due(step, step == total))
                .boxed()
                .toList();
    }
}
