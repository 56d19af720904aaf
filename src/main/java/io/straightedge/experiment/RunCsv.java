package io.straightedge.experiment;

import io.straightedge.run.ExperimentSpec.Cell;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An experiment's runs as comma-separated values (RFC 4180): a line each, with both ends of every measure. */
public final class RunCsv {
    private RunCsv() {}

    /** @param keys the measures to put in, in this order */
    public static String of(long experiment, Results results, List<String> keys) {
        List<String> swept = ResultTable.swept(results.spec());
        List<Cell> cells = results.spec().cells();
        StringBuilder csv = new StringBuilder();
        append(
                csv,
                Stream.of(
                        Stream.of("experiment", "run", "cell", "seed", "state"),
                        swept.stream(),
                        keys.stream().flatMap(key -> Stream.of(key + " first", key + " last"))));
        for (int i = results.runs().size() - 1; i >= 0; i--) { // they come newest first
            RunResult run = results.runs().get(i);
            Cell cell = cells.get(run.cell());
            append(
                    csv,
                    Stream.of(
                            Stream.of(
                                    experiment,
                                    run.run(),
                                    run.cell(),
                                    run.seed(),
                                    run.state().label()),
                            swept.stream().map(field -> cell.values().get(field)),
                            keys.stream().flatMap(key -> values(run, key))));
        }
        return csv.toString();
    }

    /** A run without the measure has empty fields. */
    private static Stream<Object> values(RunResult run, String key) {
        return run.ends().containsKey(key) ? Stream.of(run.first(key), run.last(key)) : Stream.of("", "");
    }

    private static void append(StringBuilder csv, Stream<Stream<?>> parts) {
        csv.append(parts.flatMap(part -> part).map(RunCsv::field).collect(Collectors.joining(",", "", "\n")));
    }

    private static String field(@Nullable Object value) {
        String text = Objects.toString(value, "");
        return text.matches("[^,\"\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
