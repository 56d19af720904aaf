package io.straightedge.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;

/** Writes a table that is brought as {@link CsvFile} reads it: in one format, with numbers in all columns but the label's. */
final class TableImport {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.NON_NUMERIC).build();

    private TableImport() {}

    /**
     * Writes the table as its profile says.
     *
     * @return name of the column with the labels
     * @throws DatasetException with the problems of the profile, when it has any
     */
    static String write(Path file, TableProfile profile, Path target) throws IOException {
        if (!profile.problems().isEmpty()) {
            throw new DatasetException(profile.problems());
        }
        List<ColumnProfile> columns = profile.columns();
        String label = columns.get(profile.label()).name();
        try (TableRows rows = TableRows.open(file, profile.format().separator().character);
                CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(target), FORMAT)) {
            List<Object> header = new ArrayList<>();
            columns.forEach(column -> header.addAll(column.outputs()));
            printer.printRecord(header);
            @Nullable List<String> row = profile.format().header() ? skipped(rows) : rows.next();
            for (; row != null; row = rows.next()) {
                List<Object> converted = new ArrayList<>(header.size());
                for (int i = 0; i < columns.size(); i++) {
                    if (i == profile.label()) {
                        converted.add(row.get(i));
                    } else {
                        columns.get(i).convert(row.get(i), converted);
                    }
                }
                printer.printRecord(converted);
            }
        }
        return label;
    }

    private static @Nullable List<String> skipped(TableRows rows) {
        rows.next();
        return rows.next();
    }
}
