package io.straightedge.pwl;

import io.straightedge.linalg.Blas;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The core alone under JMH, a process for each network: {@code mvn -q test-compile exec:exec@jmh}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class RestrictionBenchmark {
    private static final int SEGMENTS = 8;

    /** Widths of the network. */
    @Param({"1-1000-1", "784-512-512-10", "784-1024-1024-1024-10", "2-4096-1", "784-4096-4096-10", "10-64-64-64-64-64-1"
    })
    public String network = "";

    private List<Segment> segments = List.of();
    private Restriction restriction;
    private int next;

    /** Draws the network and the segments. */
    @Setup
    public void draw() {
        Blas.prepareNatives();
        Blas.useOneThread();
        int[] widths = Stream.of(network.split("-")).mapToInt(Integer::parseInt).toArray();
        Random random = new Random(1);
        restriction = RandomNetworks.network(random, 0.1, widths).restriction(Restriction.DEFAULT_MEMORY);
        segments = IntStream.range(0, SEGMENTS)
                .mapToObj(i -> Segment.between(
                        RandomNetworks.point(random, widths[0]), RandomNetworks.point(random, widths[0])))
                .toList();
    }

    /** Frees what lies outside the heap. */
    @TearDown
    public void free() {
        restriction.close();
    }

    /** One path, of another segment each time. */
    @Benchmark
    public Path path() {
        next = (next + 1) % SEGMENTS;
        return restriction.path(segments.get(next));
    }

    /** All eight paths in one call. */
    @Benchmark
    public List<Path> eightPaths() {
        return restriction.paths(segments, Progress.NONE);
    }
}
