package io.straightedge.data;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The first lines of a table, by which is recognised what the user has not chosen.
 *
 * @param rows the line of names included, if there is one
 */
record TableHead(TableFormat format, List<List<String>> rows) {
    private static final int HEAD_CHARACTERS = 1 << 16;
    private static final int HEAD_ROWS = 200;
    private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d*,\\d+([eE][+-]?\\d+)?");
    private static final Pattern DECIMAL_POINT = Pattern.compile("[+-]?\\d*\\.\\d+([eE][+-]?\\d+)?");
    private static final Pattern LABEL =
            Pattern.compile("label|class|target|species|y|kind|category", Pattern.CASE_INSENSITIVE);

    /** @throws DatasetException when the file is not a text */
    static TableHead of(Path file, TableChoices choices) {
        String head = head(file);
        TableFormat.Separator chosen = choices.separator();
        TableFormat.Separator separator = chosen != null ? chosen : separator(head);
        List<List<String>> rows = rows(head, separator);
        Boolean comma = choices.decimalComma();
        boolean decimalComma = comma != null ? comma : separator != TableFormat.Separator.COMMA && decimalComma(rows);
        Boolean header = choices.header();
        return new TableHead(
                new TableFormat(separator, decimalComma, header != null ? header : header(rows, decimalComma)), rows);
    }

    /** Where the labels are likely to be: in a column that looks like classes, by its name, or else in the last one. */
    int likelyLabel(List<String> names) {
        List<Integer> classes =
                IntStream.range(0, names.size()).filter(this::classes).boxed().toList();
        int last = classes.isEmpty() ? names.size() - 1 : classes.get(classes.size() - 1);
        return classes.stream()
                .filter(i -> LABEL.matcher(names.get(i)).matches())
                .findFirst()
                .orElse(last);
    }

    /** Whether there are several different values, and few for so many lines. */
    private boolean classes(int column) {
        long lines = rows.size() - (format.header() ? 1 : 0);
        long different = rows.stream()
                .skip(format.header() ? 1 : 0)
                .filter(row -> row.size() > column)
                .map(row -> row.get(column))
                .distinct()
                .count();
        return different > 1 && 2 * different <= lines;
    }

    private static TableFormat.Separator separator(String head) {
        TableFormat.Separator separator = TableFormat.Separator.COMMA;
        double best = 0;
        for (TableFormat.Separator candidate : TableFormat.Separator.values()) {
            double regularity = regularity(rows(head, candidate));
            if (regularity > best) {
                best = regularity;
                separator = candidate;
            }
        }
        return separator;
    }

    /** Share of the rows that have as many values as most, which are at least two. */
    private static double regularity(List<List<String>> rows) {
        Map<Integer, Integer> sizes = new HashMap<>();
        rows.forEach(row -> sizes.merge(row.size(), 1, Integer::sum));
        return sizes.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .filter(most -> most.getKey() > 1)
                .map(most -> (double) most.getValue() / rows.size())
                .orElse(0.0);
    }

    private static boolean decimalComma(List<List<String>> rows) {
        return count(rows, DECIMAL_COMMA) > count(rows, DECIMAL_POINT);
    }

    private static long count(List<List<String>> rows, Pattern pattern) {
        return rows.stream()
                .flatMap(List::stream)
                .filter(cell -> pattern.matcher(cell).matches())
                .count();
    }

    /** Names are no numbers: the first line has none, or none in a column that has nothing else below. */
    private static boolean header(List<List<String>> rows, boolean decimalComma) {
        if (rows.isEmpty()) {
            return true;
        }
        List<String> first = rows.get(0);
        if (first.stream().allMatch(cell -> Float.isNaN(Numerals.read(cell, decimalComma)))) {
            return true;
        }
        for (int i = 0; i < first.size(); i++) {
            if (!Numerals.gap(first.get(i))
                    && Float.isNaN(Numerals.read(first.get(i), decimalComma))
                    && numbersBelow(rows, i, decimalComma)) {
                return true;
            }
        }
        return false;
    }

    private static boolean numbersBelow(List<List<String>> rows, int column, boolean decimalComma) {
        List<String> cells = rows.stream()
                .skip(1)
                .filter(row -> row.size() > column && !Numerals.gap(row.get(column)))
                .map(row -> row.get(column))
                .toList();
        return !cells.isEmpty() && cells.stream().noneMatch(cell -> Float.isNaN(Numerals.read(cell, decimalComma)));
    }

    /** As far as they can be read: another separator may be right, and the whole file is read later. */
    private static List<List<String>> rows(String head, TableFormat.Separator separator) {
        List<List<String>> rows = new ArrayList<>();
        try (TableRows lines = new TableRows(new StringReader(head), separator.character)) {
            for (@Nullable List<String> row = lines.next();
                    row != null && rows.size() < HEAD_ROWS;
                    row = lines.next()) {
                rows.add(row);
            }
        } catch (DatasetException e) {
            return List.of();
        }
        return rows;
    }

    /** Whole lines from the beginning of the file. */
    private static String head(Path file) {
        char[] head = new char[HEAD_CHARACTERS];
        int read = 0;
        try (Reader reader = Files.newBufferedReader(file)) {
            for (int more = reader.read(head); more > 0; more = reader.read(head, read, head.length - read)) {
                read += more;
            }
        } catch (MalformedInputException e) {
            throw TableRows.wrong("is not in UTF-8; save it in that encoding");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String text = new String(head, 0, read);
        int end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
        return read < head.length || end < 0 ? text : text.substring(0, end + 1);
    }
}
