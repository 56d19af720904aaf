package io.straightedge.data;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The lines of a table in UTF-8, one after the other, without a byte order mark. Every error names the line. */
final class TableRows implements AutoCloseable {
    private static final int MAX_LINE = 1_000_000;

    private final LineLimit lines;
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private long line;

    /** @throws DatasetException when the file cannot be read */
    static TableRows open(Path file, char separator) {
        try {
            return new TableRows(
                    new BufferedReader(new InputStreamReader(
                            Files.newInputStream(file),
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT))),
                    separator);
        } catch (IOException e) {
            throw wrong("cannot be read: " + e.getMessage());
        }
    }

    TableRows(Reader text, char separator) {
        lines = new LineLimit(text);
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(separator)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .build();
        try {
            parser = new CSVParser(lines, format);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        records = parser.iterator();
    }

    /**
     * The values of the next line that is not empty; null after the last.
     *
     * @throws DatasetException with the field {@code file}
     */
    @Nullable
    List<String> next() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            List<String> row = new ArrayList<>(records.next().toList());
            if (line == 0) {
                row.set(0, row.get(0).replaceFirst("^\uFEFF", ""));
            }
            line = parser.getCurrentLineNumber();
            lines.next();
            return row;
        } catch (UncheckedIOException | IllegalStateException e) {
            throw wrong(problem(e));
        }
    }

    /** Where the last row ended. */
    long line() {
        return line;
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DatasetException wrong(String problem) {
        return new DatasetException("file", "the file " + problem);
    }

    /** The parser wraps what goes wrong below it, and has its own words for quotes. */
    private String problem(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof CharacterCodingException) {
            return "is not in UTF-8; save it in that encoding";
        }
        if (cause instanceof LongLineException) {
            return String.valueOf(cause.getMessage());
        }
        return "has a quoted value after line " + line + " that does not end before a separator or the end of its"
                + " line; write a quote inside it as two, and choose the separator that the file has";
    }

    private static final class LongLineException extends IOException {
        private static final long serialVersionUID = 1;

        LongLineException() {
            super("has a line of more than " + MAX_LINE + " characters; is a quote left open?");
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
                throw new LongLineException();
            }
        }
    }
}
