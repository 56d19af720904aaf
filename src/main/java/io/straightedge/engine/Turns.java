package io.straightedge.engine;

import io.straightedge.run.Run;
import io.straightedge.run.RunControl.ConflictException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs that wait, and who is next: every user's runs have an order of their own, and users take turns, the one whose
 * last turn is longest ago first. However many runs one queues, another waits for one of them at a time. Runs that are
 * nobody's take turns as those of one more user. Not thread-safe.
 */
final class Turns {
    private static final String NOBODY = "";
    private static final Comparator<Line> LONGEST_AGO = Comparator.comparingLong(line -> line.lastTurn);

    private final int mostRunning;
    private final Predicate<Run> room;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final Map<Long, Run> running = new HashMap<>();
    private long turns;

    /** One user's runs. */
    private static final class Line {
        private final int mostRunning;
        private final List<Run> waiting = new ArrayList<>();
        private long lastTurn;
        private int running;

        Line(int mostRunning) {
            this.mostRunning = mostRunning;
        }

        /** How many runs of this user have to end before so many more may begin. */
        int mustEnd(int begun) {
            return mostRunning == 0 ? 0 : Math.max(0, running + begun - mostRunning);
        }

        int place(long run) {
            for (int i = 0; i < waiting.size(); i++) {
                if (waiting.get(i).id() == run) {
                    return i;
                }
            }
            return -1;
        }
    }

    /**
     * @param mostRunning runs of one user that may be under way at the same time; 0 for as many as there are workers
     * @param room whether a run may begin beside those under way; until it may, nobody else's does
     */
    Turns(int mostRunning, Predicate<Run> room) {
        this.mostRunning = mostRunning;
        this.room = room;
    }

    /** Users as they had turns before, the longest ago first; others come before them. */
    void remember(List<String> owners) {
        owners.forEach(owner -> line(owner).lastTurn = ++turns);
    }

    /** Adds a run behind those of the same user. */
    void add(Run run) {
        line(run.owner()).waiting.add(run);
    }

    /** Adds a run before those of the same user. */
    void addFirst(Run run) {
        line(run.owner()).waiting.add(0, run);
    }

    /** Takes a run out; false when it does not wait (any more). */
    boolean remove(long run) {
        return lines.values().stream().anyMatch(line -> line.waiting.removeIf(each -> each.id() == run));
    }

    void clear() {
        lines.values().forEach(line -> line.waiting.clear());
    }

    /**
     * Moves a run among those of its user, to the turn of theirs that is at a position or the next after it.
     *
     * @param position in {@link #order}, from 0; beyond the end is the end
     * @throws ConflictException when the run does not wait
     */
    void move(long run, int position) {
        Line line = lines.values().stream()
                .filter(each -> each.place(run) >= 0)
                .findFirst()
                .orElseThrow(() -> new ConflictException("run " + run + " does not wait in the queue"));
        Run moved = line.waiting.remove(line.place(run));
        Set<Long> own = line.waiting.stream().map(Run::id).collect(Collectors.toSet());
        int before =
                (int) order().stream().limit(position).filter(own::contains).count();
        line.waiting.add(before, moved);
    }

    /** Whether a run waits or is under way. */
    boolean has(long run) {
        return running.containsKey(run) || lines.values().stream().anyMatch(line -> line.place(run) >= 0);
    }

    /** How many runs wait. */
    int size() {
        return lines.values().stream().mapToInt(line -> line.waiting.size()).sum();
    }

    /** How many runs of a user wait. */
    int waiting(@Nullable String owner) {
        @Nullable Line line = lines.get(key(owner));
        return line == null ? 0 : line.waiting.size();
    }

    /** The runs that are under way. */
    List<Run> underWay() {
        return List.copyOf(running.values());
    }

    /** How many runs of a user are under way. */
    int running(@Nullable String owner) {
        @Nullable Line line = lines.get(key(owner));
        return line == null ? 0 : line.running;
    }

    /**
     * The runs that wait, the next to begin first: turn by turn, and where users have as many under way as they may,
     * as if one of each user's ended at a time.
     */
    List<Long> order() {
        record Next(Line line, int begun, int mustEnd, long lastTurn) {
            static Next of(Line line, int begun, long lastTurn) {
                return new Next(line, begun, line.mustEnd(begun + 1), lastTurn);
            }
        }
        PriorityQueue<Next> next =
                new PriorityQueue<>(Comparator.comparingInt(Next::mustEnd).thenComparingLong(Next::lastTurn));
        // Who never had a turn has one in the order of arrival: below zero, so that it is still before all others.
        long never = -lines.size();
        for (Line line : lines.values()) {
            long lastTurn = line.lastTurn == 0 ? never++ : line.lastTurn;
            if (!line.waiting.isEmpty()) {
                next.add(Next.of(line, 0, lastTurn));
            }
        }
        List<Long> order = new ArrayList<>();
        while (!next.isEmpty()) {
            Next turn = next.remove();
            order.add(turn.line.waiting.get(turn.begun).id());
            if (turn.begun + 1 < turn.line.waiting.size()) {
                next.add(Next.of(turn.line, turn.begun + 1, turns + order.size()));
            }
        }
        return order;
    }

    /** Takes the next run that may begin now; it counts as under way until {@link #ended}. */
    Optional<Run> next() {
        for (Line line : lines.values().stream().sorted(LONGEST_AGO).toList()) {
            // A run that was paused and resumed may still be in the hands of the worker that had it.
            Optional<Run> first = line.mustEnd(1) > 0
                    ? Optional.empty()
                    : line.waiting.stream()
                            .filter(run -> !running.containsKey(run.id()))
                            .findFirst();
            if (first.isPresent() && !room.test(first.get())) {
                return Optional.empty();
            }
            if (first.isPresent()) {
                line.waiting.remove(first.get());
                line.running++;
                line.lastTurn = ++turns;
                running.put(first.get().id(), first.get());
                return first;
            }
        }
        return Optional.empty();
    }

    /** A run is under way no longer. */
    void ended(long run) {
        @Nullable Run ended = running.remove(run);
        if (ended != null) {
            line(ended.owner()).running--;
        }
    }

    private Line line(@Nullable String owner) {
        return lines.computeIfAbsent(key(owner), key -> new Line(key.equals(NOBODY) ? 0 : mostRunning));
    }

    private static String key(@Nullable String owner) {
        return owner == null ? NOBODY : owner;
    }
}
