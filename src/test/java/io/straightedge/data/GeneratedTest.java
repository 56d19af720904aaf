package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two moons, spirals and the teacher network against what their descriptions say. */
class GeneratedTest {
    @Test
    void moonsWithoutNoiseAreTwoHalfCircles() {
        Samples moons = new Moons()
                .load(Requests.plain("moons", 200)
                        .options(null, null, null, 0.0)
                        .request())
                .train();
        for (int i = 0; i < moons.size(); i++) {
            double x = moons.raw()[2 * i];
            double y = moons.raw()[2 * i + 1];
            if (moons.labels()[i] == 0) {
                assertThat(Math.hypot(x, y)).isEqualTo(1, within(1e-6));
                assertThat(y).isNotNegative();
            } else {
                assertThat(Math.hypot(x - 1, y - 0.5)).isEqualTo(1, within(1e-6));
                assertThat(y).isLessThanOrEqualTo(0.5);
            }
        }
        assertBalanced(moons);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void spiralsWithoutNoiseLieOnTheirArms(int classes) {
        Samples spirals = new Spirals()
                .load(Requests.plain("spirals", 300)
                        .options(null, classes, null, 0.0)
                        .request())
                .train();
        for (int i = 0; i < spirals.size(); i++) {
            double x = spirals.raw()[2 * i];
            double y = spirals.raw()[2 * i + 1];
            double radius = Math.hypot(x, y);
            double turns = 1.5 * radius + (double) spirals.labels()[i] / classes;
            assertThat(radius).isLessThanOrEqualTo(1 + 1e-6);
            assertThat(Math.hypot(
                            x - radius * Math.cos(2 * Math.PI * turns), y - radius * Math.sin(2 * Math.PI * turns)))
                    .isLessThan(1e-5);
        }
        assertBalanced(spirals);
    }

    @Test
    void theTeacherUsesEveryClassAndIsTheSameForTrainingAndTest() {
        DatasetRequest request =
                Requests.plain("teacher", 400).options(5, 3, null, null).request();
        Dataset data = new Teacher().load(request);
        assertThat(IntStream.of(data.train().labels()).distinct().count()).isEqualTo(3);
        // One function labels both, so the nearest training sample mostly has a test sample's label.
        int same = 0;
        for (int i = 0; i < data.test().size(); i++) {
            same += data.train().labels()[nearest(data, i)] == data.test().labels()[i] ? 1 : 0;
        }
        assertThat(same / (double) data.test().size()).isGreaterThan(0.6);
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertThatThrownBy(() -> new Spirals()
                        .check(Requests.plain("spirals", 10)
                                .options(null, 11, null, null)
                                .request()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("11 is not allowed; use a whole number from 2 to 10");
        assertThatThrownBy(() -> new Teacher()
                        .check(Requests.plain("teacher", 100_000)
                                .options(10_000, null, null, null)
                                .request()))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("100000 is too many for 10 000 features");
    }

    private static int nearest(Dataset data, int test) {
        int d = data.train().dimension();
        int best = 0;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < data.train().size(); i++) {
            double squares = 0;
            for (int j = 0; j < d; j++) {
                double difference = data.train().raw()[i * d + j] - data.test().raw()[test * d + j];
                squares += difference * difference;
            }
            if (squares < least) {
                least = squares;
                best = i;
            }
        }
        return best;
    }

    private static void assertBalanced(Samples samples) {
        for (int c = 0; c < samples.outputs(); c++) {
            int wanted = c;
            long count = IntStream.of(samples.labels()).filter(l -> l == wanted).count();
            assertThat(count).isEqualTo(samples.size() / samples.outputs());
        }
    }
}
