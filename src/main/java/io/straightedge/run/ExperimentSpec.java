package io.straightedge.run;

import io.straightedge.text.Count;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A question put to many runs: a base spec, the fields that vary, and seeds. Its cells are every entry of
 * the list combined with every point of the grid; each cell is run once per seed.
 *
 * @param base what all runs share, in a run spec's JSON form; defaults left out
 * @param grid values by dotted field, for instance {@code network.hidden → [[256], [512]]}
 * @param list fields that vary together, entry by entry; one empty entry when there is nothing to list
 * @param seeds of every cell, without repetition
 * @param guided the guided experiment it was made by, or null
 * @param preset {@code quick} or {@code full} for a guided one, or null
 */
public record ExperimentSpec(
        String name,
        String notes,
        Map<String, Object> base,
        Map<String, List<Object>> grid,
        List<Map<String, Object>> list,
        List<Long> seeds,
        @Nullable String guided,
        @Nullable String preset) {

    /** Runs of one experiment; more would fill the queue for everyone. */
    public static final int MOST_RUNS = 1000;

    private static final String SEED = "training.seed";

    /**
     * One combination of the varied fields.
     *
     * @param index from 0 in the experiment
     * @param values the varied fields and what they are here
     */
    public record Cell(int index, Map<String, Object> values) {}

    /**
     * Reads a spec from its JSON form, and checks every run it would make.
     *
     * @throws InvalidSpecException naming every field that is unknown or outside its limits; what is wrong
     *     with a run is named once, with the first cell it occurs in
     */
    public static ExperimentSpec of(Map<String, ?> json) {
        ExperimentSpec spec = stored(json);
        spec.check();
        return spec.name.isEmpty() ? spec.named(spec.title()) : spec;
    }

    /** Reads the JSON form of a spec whose runs were checked when it was stored. */
    public static ExperimentSpec stored(Map<String, ?> json) {
        Fields fields = new Fields(json);
        Map<String, List<Object>> grid = new LinkedHashMap<>();
        fields.map("grid").forEach((field, values) -> {
            if (values instanceof List<?> given && given.stream().anyMatch(Objects::isNull)) {
                fields.error("grid." + field, "holds null, which is no value; write out what the field shall be");
            } else if (values instanceof List<?> given && !given.isEmpty()) {
                grid.put(field, List.copyOf(given));
            } else {
                fields.error("grid." + field, "needs a list of at least one value");
            }
        });
        List<Map<String, Object>> list = new ArrayList<>(fields.maps("list"));
        if (list.isEmpty()) {
            list.add(Map.of());
        }
        ExperimentSpec spec = new ExperimentSpec(
                fields.text("name", 200, "").strip(),
                fields.text("notes", 10_000, ""),
                fields.map("base"),
                grid,
                List.copyOf(list),
                fields.wholeLongs("seeds", 1, MOST_RUNS, 0, Integer.MAX_VALUE, List.of(1L)),
                fields.optionalText("guided", 60),
                fields.optionalText("preset", 10));
        fields.rejectUnknown();
        fields.throwIfWrong();
        return spec;
    }

    /**
     * Reads {@code {"seeds": […]}}, the seeds of {@link #withSeeds}.
     *
     * @throws InvalidSpecException when it is anything else
     */
    public static List<Long> readSeeds(Map<String, ?> json) {
        Fields fields = new Fields(json);
        List<Long> seeds = fields.wholeLongs("seeds", 1, MOST_RUNS, 0, Integer.MAX_VALUE, List.of());
        if (seeds.isEmpty()) {
            fields.error("seeds", "needs a list of at least one seed");
        }
        fields.rejectUnknown();
        fields.throwIfWrong();
        return seeds;
    }

    /** How many runs it makes. */
    public long runs() {
        long cells = list.size();
        for (List<Object> values : grid.values()) {
            cells = Math.multiplyExact(cells, (long) values.size());
        }
        return cells * seeds.size();
    }

    /** Its cells: the list's entries outermost, the last grid field innermost. */
    public List<Cell> cells() {
        List<Map<String, Object>> combinations = new ArrayList<>(list);
        grid.forEach((field, values) -> {
            List<Map<String, Object>> finer = new ArrayList<>();
            for (Map<String, Object> combination : combinations) {
                for (Object value : values) {
                    Map<String, Object> next = new LinkedHashMap<>(combination);
                    next.put(field, value);
                    finer.add(next);
                }
            }
            combinations.clear();
            combinations.addAll(finer);
        });
        List<Cell> cells = new ArrayList<>();
        combinations.forEach(values -> cells.add(new Cell(cells.size(), values)));
        return cells;
    }

    /**
     * The run of a cell with a seed.
     *
     * @throws InvalidSpecException when there is no such run
     */
    public RunSpec run(Cell cell, long seed) {
        Map<String, Object> json = deepCopy(base);
        cell.values().forEach((field, value) -> put(json, field, value));
        put(json, SEED, seed);
        if (!json.containsKey("name")) {
            json.put("name", label(cell) + " · seed " + seed);
        }
        return RunSpec.of(json);
    }

    /** The same experiment with more seeds; those it has are not added again. */
    public ExperimentSpec withSeeds(List<Long> more) {
        List<Long> all = new ArrayList<>(seeds);
        more.stream().filter(seed -> !all.contains(seed)).forEach(all::add);
        ExperimentSpec extended = new ExperimentSpec(name, notes, base, grid, list, all, guided, preset);
        extended.checkSize();
        return extended;
    }

    /** The JSON form; {@code ExperimentSpec.of(spec.toMap()).equals(spec)}. */
    public Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("notes", notes);
        json.put("base", base);
        json.put("grid", grid);
        json.put("list", list);
        json.put("seeds", seeds);
        if (guided != null) {
            json.put("guided", guided);
        }
        if (preset != null) {
            json.put("preset", preset);
        }
        return json;
    }

    /**
     * Puts one run of every cell to a check of the caller's.
     *
     * @param check throws an {@link InvalidSpecException} for a run that cannot be
     * @throws InvalidSpecException naming what is wrong once, where it was set
     */
    public void checkRuns(Consumer<RunSpec> check) {
        throwIfAny(errorsOf(check));
    }

    private void check() {
        checkSize();
        List<FieldError> errors = new ArrayList<>();
        if (grid.containsKey(SEED) || list.stream().anyMatch(entry -> entry.containsKey(SEED))) {
            errors.add(new FieldError("grid." + SEED, "seeds have a field of their own; use seeds"));
        }
        if (seeds.stream().distinct().count() != seeds.size()) {
            errors.add(new FieldError("seeds", "holds a seed twice: " + seeds));
        }
        errors.addAll(errorsOf(run -> {}));
        throwIfAny(errors);
    }

    private List<FieldError> errorsOf(Consumer<RunSpec> check) {
        List<FieldError> errors = new ArrayList<>();
        for (Cell cell : cells()) {
            try {
                check.accept(run(cell, seeds.get(0)));
            } catch (InvalidSpecException e) {
                for (FieldError error : e.errors()) {
                    if (errors.stream().noneMatch(known -> known.message().startsWith(error.message()))) {
                        errors.add(new FieldError(place(cell, error.field()), error.message()));
                    }
                }
            }
        }
        return errors;
    }

    private static void throwIfAny(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidSpecException(errors);
        }
    }

    private void checkSize() {
        long runs;
        try {
            runs = runs();
        } catch (ArithmeticException e) {
            runs = Long.MAX_VALUE;
        }
        if (runs > MOST_RUNS) {
            throw new InvalidSpecException(
                    "grid", "makes " + runs + " runs; use fewer values or seeds, at most " + MOST_RUNS + " runs");
        }
    }

    /** Where the field of a run was set. */
    private String place(Cell cell, String field) {
        String set = cell.values().keySet().stream()
                .filter(name -> field.equals(name) || field.startsWith(name + "["))
                .findFirst()
                .orElse("");
        return (set.isEmpty() ? "base." : grid.containsKey(set) ? "grid." : "list.") + field;
    }

    private ExperimentSpec named(String title) {
        return new ExperimentSpec(title, notes, base, grid, list, seeds, guided, preset);
    }

    private String title() {
        return grid.isEmpty() ? Count.of(runs(), "run") : String.join(" × ", grid.keySet());
    }

    private static String label(Cell cell) {
        List<String> parts = new ArrayList<>();
        cell.values().forEach((field, value) -> parts.add(field.substring(field.lastIndexOf('.') + 1) + " " + value));
        return parts.isEmpty() ? "run" : String.join(", ", parts);
    }

    private static void put(Map<String, Object> json, String field, Object value) {
        int dot = field.indexOf('.');
        if (dot < 0) {
            json.put(field, value);
            return;
        }
        Object below = json.computeIfAbsent(field.substring(0, dot), name -> new LinkedHashMap<String, Object>());
        if (below instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked") // deepCopy made it
            Map<String, Object> object = (Map<String, Object>) below;
            put(object, field.substring(dot + 1), value);
        }
    }

    private static Map<String, Object> deepCopy(Map<?, ?> json) {
        Map<String, Object> copy = new LinkedHashMap<>();
        json.forEach((name, value) ->
                copy.put(String.valueOf(name), value instanceof Map<?, ?> object ? deepCopy(object) : value));
        return copy;
    }
}
