package io.straightedge.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.straightedge.pwl.RandomNetworks;
import io.straightedge.pwl.Segment;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChordTest {

    @Test
    void pointsAndTheirProductsGiveTheSameChord() {
        Random random = new Random(2);
        for (int i = 0; i < 20; i++) {
            float[] a = RandomNetworks.point(random, 5);
            float[] b = RandomNetworks.point(random, 5);
            assertSame(Chord.of(Segment.between(a, b)), Chord.of(norm(a), norm(b), dot(a, b)));
        }
    }

    @Test
    void theAngleGivesTheSameChord() {
        assertSame(Chord.ofAngle(3, 1.1), Chord.of(3, 3, 9 * Math.cos(1.1)));
        assertSame(Chord.ofAngle(3, Math.PI), Chord.of(3, 3, -9));
    }

    @Test
    void aHandMadeChord() {
        Chord chord = Chord.of(Segment.between(new float[] {-1, 2}, new float[] {3, 2}));
        assertThat(chord).isEqualTo(new Chord(2, -1, 4));
    }

    @Test
    void impossibleChordsAreRefused() {
        assertThatThrownBy(() -> Chord.of(1, 2, 2.1)).hasMessageContaining("the product 2.1");
        assertThatThrownBy(() -> Chord.of(2, 2, 4)).hasMessageContaining("two equal samples");
        assertThatThrownBy(() -> Chord.of(Double.NaN, 2, 1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Chord.ofAngle(1, 0)).hasMessage("angle is 0.0, but must be above 0 and at most π");
        assertThatThrownBy(() -> new Chord(-1, 0, 1)).hasMessageStartingWith("distance is -1.0");
        assertThatThrownBy(() -> new Chord(1, 0, 0)).hasMessageStartingWith("length is 0.0");
    }

    private static void assertSame(Chord chord, Chord expected) {
        assertThat(chord.distance()).isCloseTo(expected.distance(), within(1e-7));
        assertThat(chord.start()).isCloseTo(expected.start(), within(1e-12));
        assertThat(chord.length()).isCloseTo(expected.length(), within(1e-12));
    }

    private static double norm(float[] x) {
        return Math.sqrt(dot(x, x));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
