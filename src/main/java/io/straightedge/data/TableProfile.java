package io.straightedge.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a table that is brought holds, found in one pass over its lines, and everything that is wrong with it. */
final class TableProfile {
    private static final int SHOWN_ROWS = 5;
    private static final int SHOWN_CELLS = 50;
    private static final int MAX_LABEL = 1000;
    private static final int NAMED = 5;

    private final TableChoices choices;
    private final TableHead head;
    private final TableFormat format;
    private final List<UploadProblem> problems = new ArrayList<>();
    private final List<List<String>> firstRows = new ArrayList<>();
    private final Map<String, Integer> classes = new LinkedHashMap<>();
    private List<ColumnProfile> columns = List.of();
    private int label = -1;
    private int samples;
    private int raggedLines;
    private int unlabelled;

    private TableProfile(TableChoices choices, TableHead head) {
        this.choices = choices;
        this.head = head;
        this.format = head.format();
    }

    /** @throws DatasetException when the file is not a text */
    static TableProfile of(Path file, TableChoices choices) {
        TableProfile profile = new TableProfile(choices, TableHead.of(file, choices));
        try (TableRows rows = TableRows.open(file, profile.format.separator().character)) {
            profile.read(rows);
            profile.columns.forEach(ColumnProfile::end);
            profile.judge();
        } catch (DatasetException e) {
            profile.problems.addAll(e.problems()); // of a file that can be read no further
        }
        return profile;
    }

    TableFormat format() {
        return format;
    }

    List<ColumnProfile> columns() {
        return columns;
    }

    /** Where the labels are. */
    int label() {
        return label;
    }

    List<UploadProblem> problems() {
        return problems;
    }

    private void read(TableRows rows) {
        @Nullable List<String> row = rows.next();
        if (row == null) {
            throw TableRows.wrong("is empty; bring one with a sample on each line");
        }
        List<String> names = format.header() ? row : CsvFile.numberedNames(row.size());
        CsvFile.checkNames(names);
        label = label(names);
        columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(new ColumnProfile(names.get(i), format, choices, i == label));
        }
        for (row = format.header() ? rows.next() : row; row != null; row = rows.next()) {
            add(row, rows.line());
        }
    }

    private int label(List<String> names) {
        @Nullable String wanted = choices.label();
        if (wanted == null) {
            return head.likelyLabel(names);
        }
        int at = names.indexOf(wanted);
        if (at < 0) {
            problems.add(UploadProblem.of(
                    "label",
                    CsvFile.noSuchColumn(wanted, names)
                            + (format.header()
                                    ? ""
                                    : "; the first line seems to be a sample, so the columns are numbered")));
        }
        return at < 0 ? head.likelyLabel(names) : at;
    }

    private void add(List<String> row, long line) {
        if (firstRows.size() < SHOWN_ROWS) {
            firstRows.add(row.stream().limit(SHOWN_CELLS).map(Texts::shown).toList());
        }
        if (row.size() != columns.size()) {
            if (raggedLines++ == 0) {
                problems.add(new UploadProblem(
                        "file",
                        "the file has " + Texts.count(row.size(), "value") + " in line " + line
                                + "; the first line has " + columns.size()
                                + " columns. Choose another separator, or mend the line",
                        null,
                        line));
            }
            return;
        }
        samples++;
        if ((long) samples * (columns.size() - 1) > CsvFile.MAX_VALUES) {
            throw TableRows.wrong(
                    "has more than " + Texts.thousands(CsvFile.MAX_VALUES) + " values; bring fewer lines");
        }
        for (int i = 0; i < row.size(); i++) {
            columns.get(i).add(row.get(i), line);
        }
        addLabel(row.get(label), line);
    }

    private void addLabel(String text, long line) {
        String name = columns.get(label).name();
        if (text.isEmpty()) {
            if (unlabelled++ == 0) {
                problems.add(UploadProblem.of(
                        "file",
                        "the file has no label in line " + line + ", column " + Texts.shown(name)
                                + "; take the line out, or choose another column",
                        name,
                        line));
            }
        } else if (text.length() > MAX_LABEL) {
            throw TableRows.wrong("has a label of " + Texts.thousands(text.length()) + " characters in line " + line
                    + "; use at most " + Texts.thousands(MAX_LABEL));
        } else if (classes.size() <= CsvFile.MAX_CLASSES) {
            classes.merge(text, 1, Integer::sum);
        }
    }

    private void judge() {
        if (samples == 0) {
            problems.add(CsvFile.tooFew(samples));
            return;
        }
        for (int i = 0; i < columns.size(); i++) {
            @Nullable UploadProblem problem = i == label ? null : columns.get(i).problem();
            if (problem != null) {
                problems.add(problem);
            }
        }
        Set<String> unknown = new HashSet<>(choices.columns().keySet());
        columns.forEach(column -> unknown.remove(column.name()));
        unknown.forEach(name -> problems.add(UploadProblem.of(
                "columns", "\"" + Texts.shown(name) + "\" is not a column of the table; take it out of the choices")));
        judgeSize();
        judgeClasses();
        if (problems.isEmpty() && features().allMatch(ColumnProfile::constant)) {
            problems.add(UploadProblem.of(
                    "file",
                    "every sample of the file is the same, so nothing can be learned or measured; bring samples that"
                            + " differ"));
        }
    }

    private void judgeSize() {
        long dimension = dimension();
        if (dimension == 0) {
            problems.add(
                    UploadProblem.of("file", "the table has no column left to learn from; leave fewer columns out"));
        } else if (dimension >= CsvFile.MAX_COLUMNS || dimension * samples > CsvFile.MAX_VALUES) {
            problems.add(UploadProblem.of(
                    "file",
                    "the table becomes " + Texts.thousands(samples) + " samples of " + Texts.thousands(dimension)
                            + " numbers, which is too large; leave columns out, or encode them as numbers"));
        }
        if (samples < CsvFile.MIN_SAMPLES) {
            problems.add(CsvFile.tooFew(samples));
        }
    }

    private void judgeClasses() {
        String name = columns.get(label).name();
        if (classes.size() > CsvFile.MAX_CLASSES) {
            problems.add(UploadProblem.of(
                    "label",
                    "column " + Texts.shown(name) + " has more than " + CsvFile.MAX_CLASSES
                            + " different values; choose the column that holds the class"));
        } else if (classes.size() < 2) {
            problems.add(UploadProblem.of("label", CsvFile.oneClass(name)));
        } else if (classes.size() > samples - Split.testSize(samples)) {
            problems.add(UploadProblem.of(
                    "label",
                    "column " + Texts.shown(name) + " has " + classes.size() + " different values for "
                            + Texts.count(samples, "sample") + "; choose the column that holds the class"));
        }
    }

    private Stream<ColumnProfile> features() {
        return columns.stream()
                .filter(column -> column != columns.get(label))
                .filter(column -> column.treatment().kind() != Treatment.Kind.LEAVE_OUT);
    }

    private int dimension() {
        return features().mapToInt(column -> column.outputs().size()).sum();
    }

    /** What was assumed, and what the user chose. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (format.separator() != TableFormat.Separator.COMMA || format.decimalComma()) {
            notes.add("values are separated by " + format.separator().name().toLowerCase(Locale.ROOT) + "s"
                    + (format.decimalComma() ? ", with decimal commas" : ""));
        }
        if (!format.header()) {
            notes.add("the first line is a sample, so the columns are numbered");
        }
        columns.stream().map(ColumnProfile::note).filter(Objects::nonNull).forEach(notes::add);
        return notes;
    }

    private List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        List<String> single = classes.entrySet().stream()
                .filter(each -> each.getValue() == 1)
                .map(Map.Entry::getKey)
                .toList();
        if (!single.isEmpty() && problems.isEmpty()) {
            warnings.add("one sample alone has the label " + named(single) + "; it trains, and nothing tests it");
        }
        List<String> constant = features()
                .filter(ColumnProfile::constant)
                .map(ColumnProfile::name)
                .toList();
        if (!constant.isEmpty()) {
            warnings.add("the same value everywhere is in column " + named(constant));
        }
        return warnings;
    }

    private static String named(List<String> names) {
        String some = names.stream().limit(NAMED).map(Texts::shown).collect(Collectors.joining(", "));
        return names.size() > NAMED ? some + " and " + Texts.count(names.size() - NAMED, "other") : some;
    }

    UploadPreview preview() {
        boolean read = !columns.isEmpty() && samples > 0;
        int testSamples = Split.testSize(samples);
        List<UploadPreview.Column> described = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnProfile column = columns.get(i);
            described.add(new UploadPreview.Column(
                    column.name(),
                    i == label ? "label" : column.text() ? "text" : "number",
                    column.gaps(),
                    column.texts(),
                    column.different()));
        }
        return new UploadPreview(
                format,
                columns.isEmpty() ? null : columns.get(label).name(),
                described,
                firstRows,
                shownClasses(),
                samples,
                read ? dimension() : 0,
                0,
                samples - testSamples,
                testSamples,
                notes(),
                read ? warnings() : List.of(),
                problems);
    }

    private Map<String, Integer> shownClasses() {
        List<String> names = new ArrayList<>(classes.keySet());
        names.sort(CsvFile.order(names));
        List<String> shown = Texts.distinct(names);
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < names.size() && classes.size() <= CsvFile.MAX_CLASSES; i++) {
            counts.put(shown.get(i), classes.get(names.get(i)));
        }
        return counts;
    }
}
