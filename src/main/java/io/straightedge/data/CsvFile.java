package io.straightedge.data;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table of labelled samples: a line of column names, then a sample a line; one column holds the label, every
 * other a number. Every error names the line and the column.
 *
 * @param columns names of the features (d)
 * @param classNames by class number, sorted; as numbers where all are numbers
 * @param values sample by sample (n × d)
 * @param labels class number of each sample (n)
 */
record CsvFile(List<String> columns, List<String> classNames, float[] values, int[] labels) {
    static final int MAX_COLUMNS = 10_000;
    static final int MAX_VALUES = 20_000_000;
    static final int MAX_CLASSES = 100;
    static final int MIN_SAMPLES = 10;
    private static final int MAX_LINE = 1_000_000;
    private static final int SHOWN = 40;
    private static final String DIGITS = "0123456789+-.eE";

    /**
     * @param label name of the column with the labels
     * @throws DatasetException with the field {@code file}, or {@code label} when there is no such column
     */
    static CsvFile read(Path file, String label) {
        return read(file, label, MAX_VALUES);
    }

    /** @param mostValues in all columns but the label's */
    static CsvFile read(Path file, String label, int mostValues) {
        try (InputStream in = Files.newInputStream(file)) {
            LineLimit lines = new LineLimit(decoded(in));
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setIgnoreEmptyLines(true)
                    .setIgnoreSurroundingSpaces(true)
                    .build();
            try (CSVParser parser = new CSVParser(lines, format)) {
                return new Parsing(lines, parser, mostValues).table(label);
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw wrong(problem(e));
        }
    }

    int size() {
        return labels.length;
    }

    /** The samples with these numbers, in this order. */
    Samples samples(int[] indices) {
        int d = columns.size();
        float[] chosen = new float[indices.length * d];
        int[] classes = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(values, indices[i] * d, chosen, i * d, d);
            classes[i] = labels[indices[i]];
        }
        return Samples.ofClasses(d, classNames.size(), chosen, classes);
    }

    private static Reader decoded(InputStream in) {
        return new BufferedReader(new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** The parser wraps what goes wrong below it. */
    private static String problem(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof CharacterCodingException ? "is not in UTF-8" : String.valueOf(cause.getMessage());
    }

    private static DatasetException wrong(String problem) {
        return new DatasetException("file", "the file " + problem);
    }

    /** One pass over the lines. */
    private static final class Parsing {
        private final LineLimit lines;
        private final CSVParser parser;
        private final int mostValues;
        private final Iterator<CSVRecord> records;
        private final Map<String, Integer> classes = new LinkedHashMap<>();
        private float[] values = new float[1024];
        private int[] labels = new int[64];
        private int size;

        Parsing(LineLimit lines, CSVParser parser, int mostValues) {
            this.lines = lines;
            this.parser = parser;
            this.mostValues = mostValues;
            this.records = parser.iterator();
        }

        CsvFile table(String label) {
            List<String> header = header();
            int at = header.indexOf(label);
            if (at < 0) {
                throw new DatasetException(
                        "label", "\"" + label + "\" is not a column; use one of " + shown(String.join(", ", header)));
            }
            while (records.hasNext()) {
                row(records.next(), header, at);
                lines.next();
            }
            if (size < MIN_SAMPLES) {
                throw wrong("has " + Texts.count(size, "sample") + "; at least " + MIN_SAMPLES + " are needed");
            }
            if (classes.size() < 2) {
                throw new DatasetException(
                        "label", "column " + label + " has the same value everywhere; at least two classes are needed");
            }
            List<String> columns = new ArrayList<>(header);
            columns.remove(at);
            return sorted(columns);
        }

        private List<String> header() {
            if (!records.hasNext()) {
                throw wrong("is empty; its first line has to name the columns");
            }
            List<String> header = new ArrayList<>(records.next().toList());
            lines.next();
            header.set(0, header.get(0).replaceFirst("^\uFEFF", ""));
            if (header.size() < 2 || header.size() > MAX_COLUMNS) {
                throw wrong("has " + Texts.count(header.size(), "column") + " in its first line; from 2 to "
                        + Texts.thousands(MAX_COLUMNS) + " are needed, separated by commas");
            }
            Set<String> names = new HashSet<>();
            for (int i = 0; i < header.size(); i++) {
                String name = header.get(i);
                if (name.isEmpty() || !names.add(name)) {
                    throw wrong("has " + (name.isEmpty() ? "no name" : "the name \"" + shown(name) + "\" again")
                            + " in column " + (i + 1) + " of its first line");
                }
            }
            return header;
        }

        private void row(CSVRecord row, List<String> header, int label) {
            long line = parser.getCurrentLineNumber();
            if (row.size() != header.size()) {
                throw wrong("has " + Texts.count(row.size(), "value") + " in line " + line + "; the first line has "
                        + header.size() + " columns");
            }
            int d = header.size() - 1;
            if ((size + 1L) * d > mostValues) {
                throw wrong("has more than " + Texts.thousands(mostValues) + " values");
            }
            values = size * d + d > values.length ? Arrays.copyOf(values, 2 * values.length + d) : values;
            labels = size == labels.length ? Arrays.copyOf(labels, 2 * size) : labels;
            int next = size * d;
            for (int i = 0; i < row.size(); i++) {
                String text = row.get(i);
                if (i != label) {
                    values[next++] = number(text, line, header.get(i));
                } else if (text.isEmpty()) {
                    throw wrong("has no label in line " + line + ", column " + shown(header.get(i)));
                } else {
                    labels[size] = classes.computeIfAbsent(shown(text), name -> classes.size());
                }
            }
            if (classes.size() > MAX_CLASSES) {
                throw new DatasetException(
                        "label",
                        "column " + header.get(label) + " has more than " + MAX_CLASSES + " different values by line "
                                + line + "; choose the column that holds the class");
            }
            size++;
        }

        private static float number(String text, long line, String column) {
            if (!text.isEmpty() && text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0)) {
                try {
                    float value = Float.parseFloat(text);
                    if (Float.isFinite(value)) {
                        return value;
                    }
                } catch (NumberFormatException e) {
                    throw notNumber(text, line, column);
                }
            }
            throw notNumber(text, line, column);
        }

        private static DatasetException notNumber(String text, long line, String column) {
            return wrong("has \"" + shown(text) + "\" in line " + line + ", column " + shown(column)
                    + ", which is not a finite number");
        }

        /** Class numbers in the order of their names. */
        private CsvFile sorted(List<String> columns) {
            List<String> names = new ArrayList<>(classes.keySet());
            boolean numbers = names.stream().allMatch(name -> name.matches("-?\\d{1,9}"));
            names.sort(numbers ? Comparator.comparingInt(Integer::parseInt) : Comparator.naturalOrder());
            int[] places = new int[names.size()];
            classes.forEach((name, found) -> places[found] = names.indexOf(name));
            int[] ordered =
                    Arrays.stream(labels, 0, size).map(found -> places[found]).toArray();
            return new CsvFile(columns, names, Arrays.copyOf(values, size * columns.size()), ordered);
        }

        private static String shown(String text) {
            return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        }
    }

    /** Refuses a line without end, which would be read into memory whole. */
    private static final class LineLimit extends FilterReader {
        private int characters;

        LineLimit(Reader in) {
            super(in);
        }

        void next() {
            characters = 0;
        }

        @Override
        public int read() throws IOException {
            count(1);
            return super.read();
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count(read);
            return read;
        }

        private void count(int read) throws IOException {
            characters += read;
            if (characters > MAX_LINE) {
                throw new IOException("has a line of more than " + MAX_LINE + " characters; is a quote left open?");
            }
        }
    }
}
