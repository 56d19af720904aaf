package io.straightedge;

import io.straightedge.run.MetricPoint;
import io.straightedge.run.PathRecord;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import io.straightedge.run.StoreException;
import io.straightedge.store.H2RunStore;
import io.straightedge.store.Repair;
import io.straightedge.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Damages a database of points and paths again and again: one flipped bit each, then flipped bytes, files that are cut and
 * pages of zeros. Prints how often the start refused it, the check found it, nothing read otherwise, or something did without
 * a word (the goal is never), and how much of the damaged ones a repair saved; ends with status 1 when one went unnoticed. Not
 * a test: call {@code main} with a directory to work in, flips (40), damaged files (20) and a seed.
 */
public final class DamageLoad {
    private static final int RUNS = 3;
    private static final int STEPS = 60;
    private static final int KEYS = 40;
    private static final int PAGE = 4096;

    private final Path work;
    private final Random random;
    private final Map<String, Integer> counts = new TreeMap<>();
    private byte[] whole = {};
    private Map<String, Integer> contents = Map.of();

    private DamageLoad(Path work, long seed) {
        this.work = work;
        this.random = new Random(seed);
    }

    public static void main(String[] arguments) throws Exception {
        int flips = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40;
        int files = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20;
        long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : System.nanoTime();
        DamageLoad load = new DamageLoad(Path.of(arguments[0], "damage-" + System.nanoTime()), seed);
        load.fill();
        for (int i = 0; i < flips; i++) {
            load.damage("one bit", load::flip);
        }
        List<UnaryOperator<byte[]>> kinds = List.of(load::flipBytes, load::cut, load::zero);
        for (int i = 0; i < files; i++) {
            load.damage(List.of("bytes", "cut", "zeros").get(i % kinds.size()), kinds.get(i % kinds.size()));
        }
        load.counts.forEach((what, count) -> System.out.println(what + ": " + count));
        if (load.counts.keySet().stream().anyMatch(what -> what.contains("WITHOUT A WORD"))) {
            System.out.println("with seed " + seed);
            System.exit(1);
        }
    }

    private void fill() throws IOException {
        Path directory = work.resolve("whole");
        try (RunStore store = H2RunStore.open(directory)) {
            for (int i = 0; i < RUNS; i++) {
                long run = store.create(RunSpec.of(Map.of("name", "run " + i)), Instant.now(), null)
                        .id();
                List<RunEvent> events = new ArrayList<>();
                events.add(new RunEvent.StateChanged(run, 0, Instant.now(), RunState.RUNNING, ""));
                for (int step = 0; step < STEPS; step++) {
                    List<MetricPoint> points = new ArrayList<>();
                    for (int key = 0; key < KEYS; key++) {
                        points.add(new MetricPoint("group/" + key, step, 10L * step, random.nextGaussian()));
                    }
                    events.add(new RunEvent.Points(run, 0, points));
                    events.add(new RunEvent.Paths(run, 0, step, List.of(path()), List.of()));
                }
                store.append(events);
            }
            contents = contents(store);
        }
        whole = Files.readAllBytes(file(directory));
        System.out.printf("%d bytes, %d things in it%n", whole.length, contents.size());
    }

    private PathRecord path() {
        int kinks = 50;
        float[] gap = new float[kinks * 2];
        for (int i = 0; i < gap.length; i++) {
            gap[i] = random.nextFloat();
        }
        return new PathRecord(
                0,
                random.nextDouble(),
                random.doubles(2).toArray(),
                random.doubles(2).toArray(),
                random.doubles(kinks).sorted().toArray(),
                random.ints(kinks, 1, 9).toArray(),
                random.ints(kinks, 0, 999).toArray(),
                gap);
    }

    private void damage(String kind, UnaryOperator<byte[]> how) throws Exception {
        Path directory = Files.createDirectories(work.resolve("damaged-" + System.nanoTime()));
        Files.write(file(directory), how.apply(whole.clone()));
        String outcome = outcome(directory);
        counts.merge(kind + ", " + outcome, 1, Integer::sum);
        if (outcome.startsWith("refused") || outcome.startsWith("found")) {
            counts.merge(kind + ", repair: " + repaired(directory), 1, Integer::sum);
        }
    }

    private String outcome(Path directory) throws InterruptedException {
        try (Stores stores = H2RunStore.openAll(directory)) {
            stores.integrity().start();
            while (!stores.integrity().complete()) {
                TimeUnit.MILLISECONDS.sleep(10);
            }
            if (stores.integrity().damage() != null) {
                return "found by the check";
            }
            return contents(stores.runs()).equals(contents)
                    ? "nothing reads otherwise"
                    : "reads otherwise WITHOUT A WORD";
        } catch (StoreException e) {
            return "refused at the start";
        }
    }

    /** What is there after a repair has to be what was there before. */
    private String repaired(Path directory) {
        try {
            Repair.repair(directory);
        } catch (StoreException e) {
            return "nothing saved, and said";
        }
        try (RunStore store = H2RunStore.open(directory)) {
            Map<String, Integer> saved = contents(store);
            int all = saved.size();
            saved.entrySet().removeIf(each -> !each.getValue().equals(contents.get(each.getKey())));
            if (saved.size() < all) {
                return (all - saved.size()) + " things read otherwise WITHOUT A WORD";
            }
            int percent = (int) Math.floor(100.0 * all / contents.size());
            return percent == 100 ? "all saved" : percent >= 90 ? "90 % or more saved" : "less than 90 % saved";
        }
    }

    /** Every point and path by name, with a hash of what it is. */
    private static Map<String, Integer> contents(RunStore store) {
        Map<String, Integer> contents = new TreeMap<>();
        for (Run run : store.list(Long.MAX_VALUE, RUNS)) {
            contents.put("run " + run.id(), run.spec().hashCode());
            store.metrics(run.id(), Set.of())
                    .forEach((key, points) -> points.forEach(
                            point -> contents.put(run.id() + " " + key + " " + point.step(), point.hashCode())));
            for (long step : store.pathSteps(run.id())) {
                store.path(run.id(), step, 0).ifPresent(path -> contents.put(run.id() + " path " + step, hash(path)));
            }
        }
        return contents;
    }

    private static int hash(PathRecord path) {
        return Arrays.hashCode(new int[] {
            Arrays.hashCode(path.t()),
            Arrays.hashCode(path.gap()),
            Arrays.hashCode(path.unit()),
            Arrays.hashCode(path.f0())
        });
    }

    private byte[] flip(byte[] file) {
        file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return file;
    }

    private byte[] flipBytes(byte[] file) {
        for (int i = 0; i < 8; i++) {
            file[random.nextInt(file.length)] ^= (byte) (1 + random.nextInt(255));
        }
        return file;
    }

    private byte[] cut(byte[] file) {
        return Arrays.copyOf(file, file.length / 4 + random.nextInt(file.length * 3 / 4));
    }

    private byte[] zero(byte[] file) {
        int page = 2 + random.nextInt(file.length / PAGE - 2);
        Arrays.fill(file, page * PAGE, (page + 1) * PAGE, (byte) 0);
        return file;
    }

    private static Path file(Path directory) {
        return directory.resolve("straightedge.mv.db");
    }
}
