package io.straightedge.measure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntBinaryOperator;

/** Chooses pairs of samples from a seed: distinct, unordered, never a sample with itself. */
public final class PairSampler {
    /** Draws per wanted pair before giving up; with few possible pairs most draws repeat one. */
    private static final int DRAWS_PER_PAIR = 100;

    private final int samples;
    private final int[] labels;
    private final Random random;

    /** Two different samples, by index. */
    public record Pair(int a, int b) {}

    /** @param labels class of each sample (samples), or empty where there are no classes */
    public PairSampler(int samples, int[] labels, long seed) {
        this.samples = samples;
        this.labels = labels;
        this.random = new Random(seed);
    }

    /** At most {@code count} pairs of any samples; fewer where the data has not enough. */
    public List<Pair> random(int count) {
        return draw(count, (a, ignored) -> random.nextInt(samples));
    }

    /** At most {@code count} pairs within a class. */
    public List<Pair> sameClass(int count) {
        int[][] members = members();
        return draw(count, (a, ignored) -> members[labels[a]][random.nextInt(members[labels[a]].length)]);
    }

    /** At most {@code count} pairs across classes. */
    public List<Pair> differentClass(int count) {
        return draw(count, (a, b) -> labels[a] == labels[b] ? a : b);
    }

    /** @param partner the second sample, given the first and a random one; the first again to refuse */
    private List<Pair> draw(int count, IntBinaryOperator partner) {
        Set<Pair> seen = new HashSet<>();
        List<Pair> pairs = new ArrayList<>(count);
        for (int draws = 0; pairs.size() < count && draws < count * DRAWS_PER_PAIR; draws++) {
            int a = random.nextInt(samples);
            int b = partner.applyAsInt(a, random.nextInt(samples));
            if (a != b && seen.add(new Pair(Math.min(a, b), Math.max(a, b)))) {
                pairs.add(new Pair(a, b));
            }
        }
        return pairs;
    }

    private int[][] members() {
        int classes = 0;
        for (int label : labels) {
            classes = Math.max(classes, label + 1);
        }
        List<List<Integer>> lists = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            lists.add(new ArrayList<>());
        }
        for (int i = 0; i < labels.length; i++) {
            lists.get(labels[i]).add(i);
        }
        return lists.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }
}
