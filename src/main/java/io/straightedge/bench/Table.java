package io.straightedge.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints its rows as they come, in aligned columns, and keeps them. */
final class Table {
    private static final int FIRST_WIDTH = 22;
    private static final int LEAST_WIDTH = 6;

    private final PrintStream out;
    private final List<Column> columns;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    /**
     * @param key its name where the figures are written to a file
     * @param head what stands above it, as wide as any of its figures
     * @param format of {@link String#format}, for one figure
     */
    record Column(String key, String head, String format) {}

    /** Prints a sentence that says what the table is, and its head. */
    Table(PrintStream out, String sentence, Column... columns) {
        this.out = out;
        this.columns = List.of(columns);
        out.println();
        out.println(sentence);
        print(this.columns.stream().map(Column::head).toList());
    }

    /** Prints a row, a figure for each column; null where there is none. */
    void row(@Nullable Object... figures) {
        List<String> cells = new ArrayList<>();
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < figures.length; i++) {
            Column column = columns.get(i);
            Object figure = figures[i];
            cells.add(figure == null ? "-" : String.format(Locale.ROOT, column.format(), figure));
            if (figure != null) {
                row.put(column.key(), figure);
            }
        }
        rows.add(row);
        print(cells);
    }

    /** The figures by the columns' keys, row by row. */
    List<Map<String, Object>> rows() {
        return rows;
    }

    private void print(List<String> cells) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-" + FIRST_WIDTH + "s", cells.get(0)));
        for (int i = 1; i < cells.size(); i++) {
            int width = Math.max(LEAST_WIDTH, columns.get(i).head().length());
            line.append(String.format(Locale.ROOT, "  %" + width + "s", cells.get(i)));
        }
        out.println(line);
        out.flush();
    }
}
