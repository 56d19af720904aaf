package io.straightedge.pwl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Buffers, memory, progress and cancellation. */
class RestrictionTest {

    static Stream<RandomNetworks.Case> networks() {
        return Stream.concat(
                RandomNetworks.cases(),
                Stream.of(
                        RandomNetworks.caseOf(21, 5, 300, 300, 4),
                        RandomNetworks.caseOf(22, 9, 80, 90, 70, 60, 5),
                        RandomNetworks.caseOf(23, 30, 200, 3)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void littleMemoryGivesTheSameKinks(RandomNetworks.Case given) {
        Path expected = given.network().restrict(given.segment());
        for (long memory : new long[] {1, 20_000, 200_000}) {
            try (Restriction restriction = given.network().restriction(memory)) {
                assertSame(restriction.path(given.segment()), expected);
                List<Path> twice = restriction.paths(List.of(given.segment(), given.segment()), Progress.NONE);
                assertSame(twice.get(1), expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void oneSetOfBuffersServesManySegments(RandomNetworks.Case given) {
        Random random = new Random(1);
        try (Restriction restriction = given.network().restriction(Restriction.DEFAULT_MEMORY)) {
            for (int i = 0; i < 5; i++) {
                int d = given.network().inputs();
                restriction.path(Segment.between(RandomNetworks.point(random, d), RandomNetworks.point(random, d)));
                restriction.close();
            }
            assertSame(restriction.path(given.segment()), given.network().restrict(given.segment()));
        }
    }

    @Test
    void memoryMustBePositive() {
        ReluNetwork network = RandomNetworks.network(new Random(1), 0, 2, 3, 1);
        assertThatThrownBy(() -> network.restriction(0)).hasMessage("memory is 0 bytes, but must be positive");
    }

    @Test
    void progressRisesFromZeroToOne() {
        List<Double> heard = new ArrayList<>();
        RandomNetworks.Case given = RandomNetworks.caseOf(1, 4, 300, 300, 2);
        given.network().restrictAll(List.of(given.segment(), given.segment(), given.segment()), heard::add);
        assertThat(heard).isSorted().hasSizeGreaterThan(3);
        assertThat(heard.get(0)).isZero();
        assertThat(heard.get(heard.size() - 1)).isCloseTo(1, within(1e-12));
    }

    @Test
    void sayingNoEndsTheRestrictionBetweenPieces() {
        RandomNetworks.Case given = RandomNetworks.caseOf(1, 4, 600, 600, 2);
        List<Double> heard = new ArrayList<>();
        assertThatThrownBy(() -> given.network().restrictAll(List.of(given.segment()), fraction -> {
                    heard.add(fraction);
                    return fraction == 0;
                }))
                .isInstanceOf(CancellationException.class);
        assertThat(heard).hasSize(2);
        assertThat(heard.get(1)).isStrictlyBetween(0.0, 1.0);
        assertSame(
                given.network().restrict(given.segment()),
                RandomNetworks.caseOf(1, 4, 600, 600, 2).network().restrict(given.segment()));
    }

    @Test
    void whatTheListenerThrowsComesThrough() {
        RandomNetworks.Case given = RandomNetworks.caseOf(1, 4, 30, 2);
        assertThatThrownBy(() -> given.network().restrictAll(List.of(given.segment()), fraction -> {
                    throw new IllegalStateException("enough");
                }))
                .hasMessage("enough");
    }

    @Test
    void theTimeIsAccountedFor() {
        RandomNetworks.Case given = RandomNetworks.caseOf(1, 4, 100, 100, 2);
        try (Restriction restriction = given.network().restriction(Restriction.DEFAULT_MEMORY)) {
            restriction.path(given.segment());
            assertThat(restriction.profile().millis()).containsOnlyKeys(Profile.Phase.values());
            assertThat(restriction.profile().millis().get(Profile.Phase.ROWS)).isPositive();
        }
    }

    private static void assertSame(Path actual, Path expected) {
        assertThat(actual.layer()).isEqualTo(expected.layer());
        assertThat(actual.unit()).isEqualTo(expected.unit());
        assertThat(actual.t()).containsExactly(expected.t(), within(1e-12));
        assertThat(actual.gap()).containsExactly(expected.gap(), within(1e-11));
        assertThat(actual.f0()).containsExactly(expected.f0(), within(1e-12));
        assertThat(actual.slope0()).containsExactly(expected.slope0(), within(1e-12));
    }
}
