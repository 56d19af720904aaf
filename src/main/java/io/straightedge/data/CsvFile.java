package io.straightedge.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table of labelled samples: a line of column names, then a sample a line; one column holds the label, every
 * other a number. Every error names the line and the column.
 *
 * @param columns names of the features (d)
 * @param classNames by class number, sorted; as numbers where all are numbers
 * @param values sample by sample (n × d)
 * @param labels class number of each sample (n)
 */
record CsvFile(List<String> columns, List<String> classNames, float[] values, int[] labels) implements LabelledSamples {
    static final int MAX_COLUMNS = 10_000;
    static final int MAX_VALUES = 20_000_000;
    static final int MAX_CLASSES = 100;
    static final int MIN_SAMPLES = 10;
    private static final int NAMED = 40;

    /**
     * @param label name of the column with the labels
     * @throws DatasetException with the field {@code file}, or {@code label} when there is no such column
     */
    static CsvFile read(Path file, String label) {
        return read(file, label, UnaryOperator.identity(), MAX_VALUES);
    }

    /**
     * @param className what a class is called, by its label
     * @param maxValues in all columns but the label's
     */
    static CsvFile read(Path file, String label, UnaryOperator<String> className, int maxValues) {
        try (TableRows rows = TableRows.open(file, TableFormat.KEPT.separator().character)) {
            return new Parsing(rows, className, maxValues).table(label);
        }
    }

    int size() {
        return labels.length;
    }

    @Override
    public Samples samples(int[] indices) {
        int d = columns.size();
        float[] chosen = new float[indices.length * d];
        int[] classes = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * d, chosen, i * d, d);
            classes[i] = labels[indices[i]];
        }
        return Samples.ofClasses(d, classNames.size(), chosen, classes);
    }

    /** What columns are called where no line names them. */
    static List<String> numberedNames(int columns) {
        return IntStream.rangeClosed(1, columns).mapToObj(i -> "column " + i).toList();
    }

    /** @throws DatasetException when these cannot be the names of columns */
    static void checkNames(List<String> header) {
        if (header.size() < 2 || header.size() > MAX_COLUMNS) {
            throw TableRows.wrong("has " + Texts.count(header.size(), "column") + " in its first line; from 2 to "
                    + Texts.thousands(MAX_COLUMNS) + " are needed, separated by commas, semicolons or tabs");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (name.isEmpty() || !names.add(name)) {
                throw TableRows.wrong(
                        "has " + (name.isEmpty() ? "no name" : "the name \"" + Texts.shown(name) + "\" again")
                                + " in column " + (i + 1) + " of its first line; give each column a name of its own");
            }
        }
    }

    static String noSuchColumn(String label, List<String> names) {
        return "\"" + Texts.shown(label) + "\" is not a column; use one of "
                + String.join(
                        ", ", names.stream().limit(NAMED).map(Texts::shown).toList())
                + (names.size() > NAMED ? ", …" : "");
    }

    static UploadProblem tooFew(int samples) {
        return UploadProblem.of(
                "file", "the file has " + Texts.count(samples, "sample") + "; at least " + MIN_SAMPLES + " are needed");
    }

    static String oneClass(String label) {
        return "column " + Texts.shown(label) + " has the same value everywhere; at least two classes are needed";
    }

    /** The order of classes: as numbers where all are numbers. */
    static Comparator<String> order(List<String> classNames) {
        boolean numbers = classNames.stream().allMatch(name -> name.matches("-?\\d{1,9}"));
        return numbers ? Comparator.<String>comparingInt(Integer::parseInt) : Comparator.naturalOrder();
    }

    /** One pass over the lines. */
    private static final class Parsing {
        private final TableRows rows;
        private final UnaryOperator<String> className;
        private final int maxValues;
        private final Map<String, Integer> classes = new LinkedHashMap<>();
        private float[] values = new float[1024];
        private int[] labels = new int[64];
        private int size;

        Parsing(TableRows rows, UnaryOperator<String> className, int maxValues) {
            this.rows = rows;
            this.className = className;
            this.maxValues = maxValues;
        }

        CsvFile table(String label) {
            @Nullable List<String> header = rows.next();
            if (header == null) {
                throw TableRows.wrong("is empty; its first line has to name the columns");
            }
            checkNames(header);
            int at = header.indexOf(label);
            if (at < 0) {
                throw new DatasetException("label", noSuchColumn(label, header));
            }
            for (@Nullable List<String> row = rows.next(); row != null; row = rows.next()) {
                add(row, header, at);
            }
            if (size < MIN_SAMPLES) {
                throw new DatasetException(List.of(tooFew(size)));
            }
            if (classes.size() < 2) {
                throw new DatasetException("label", oneClass(label));
            }
            List<String> columns = new ArrayList<>(header);
            columns.remove(at);
            return sorted(columns);
        }

        private void add(List<String> row, List<String> header, int label) {
            if (row.size() != header.size()) {
                throw TableRows.wrong("has " + Texts.count(row.size(), "value") + " in line " + rows.line()
                        + "; the first line has " + header.size() + " columns");
            }
            int d = header.size() - 1;
            if ((size + 1L) * d > maxValues) {
                throw TableRows.wrong("has more than " + Texts.thousands(maxValues) + " values");
            }
            values = size * d + d > values.length ? Arrays.copyOf(values, 2 * values.length + d) : values;
            labels = size == labels.length ? Arrays.copyOf(labels, 2 * size) : labels;
            int next = size * d;
            for (int i = 0; i < row.size(); i++) {
                String text = row.get(i);
                if (i != label) {
                    values[next++] = number(text, header.get(i));
                } else if (text.isEmpty()) {
                    throw TableRows.wrong(
                            "has no label in line " + rows.line() + ", column " + Texts.shown(header.get(i)));
                } else {
                    labels[size] = classes.computeIfAbsent(className.apply(text), name -> classes.size());
                }
            }
            if (classes.size() > MAX_CLASSES) {
                throw new DatasetException(
                        "label",
                        "column " + header.get(label) + " has more than " + MAX_CLASSES + " different values by line "
                                + rows.line() + "; choose the column that holds the class");
            }
            size++;
        }

        private float number(String text, String column) {
            float number = Numerals.read(text, false);
            if (Float.isNaN(number)) {
                throw TableRows.wrong("has \"" + Texts.shown(text) + "\" in line " + rows.line() + ", column "
                        + Texts.shown(column) + ", which is not a finite number");
            }
            return number;
        }

        /** Class numbers in the order of their names. */
        private CsvFile sorted(List<String> columns) {
            List<String> names = new ArrayList<>(classes.keySet());
            names.sort(order(names));
            int[] places = new int[names.size()];
            classes.forEach((name, found) -> places[found] = names.indexOf(name));
            int[] ordered =
                    Arrays.stream(labels, 0, size).map(found -> places[found]).toArray();
            return new CsvFile(columns, names, Arrays.copyOf(values, size * columns.size()), ordered);
        }
    }
}
