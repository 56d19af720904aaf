package io.straightedge.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairSamplerTest {
    private static final int[] LABELS = IntStream.range(0, 100).map(i -> i % 7).toArray();

    @Test
    void sameClassPairsShareTheirLabel() {
        List<PairSampler.Pair> pairs = new PairSampler(100, LABELS, 1).sameClass(128);
        assertThat(pairs).hasSize(128).allMatch(p -> LABELS[p.a()] == LABELS[p.b()]);
        assertDistinct(pairs);
    }

    @Test
    void differentClassPairsDoNot() {
        List<PairSampler.Pair> pairs = new PairSampler(100, LABELS, 1).differentClass(128);
        assertThat(pairs).hasSize(128).allMatch(p -> LABELS[p.a()] != LABELS[p.b()]);
        assertDistinct(pairs);
    }

    @Test
    void theSeedDecides() {
        assertThat(new PairSampler(100, LABELS, 4).random(20)).isEqualTo(new PairSampler(100, LABELS, 4).random(20));
        assertThat(new PairSampler(100, LABELS, 4).random(20)).isNotEqualTo(new PairSampler(100, LABELS, 5).random(20));
    }

    @Test
    void smallDataGivesAllItsPairsAndNoMore() {
        assertThat(new PairSampler(4, new int[0], 1).random(128)).hasSize(6);
    }

    @Test
    void oneClassHasNoDifferentPairs() {
        assertThat(new PairSampler(4, new int[4], 1).differentClass(10)).isEmpty();
    }

    private static void assertDistinct(List<PairSampler.Pair> pairs) {
        Set<Set<Integer>> seen = new HashSet<>();
        assertThat(pairs).allMatch(p -> p.a() != p.b() && seen.add(Set.of(p.a(), p.b())));
    }
}
