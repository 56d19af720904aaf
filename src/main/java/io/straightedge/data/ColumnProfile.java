package io.straightedge.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the cells of one column hold, and what becomes of them. */
final class ColumnProfile {
    static final int MAX_CATEGORIES = 100;
    private static final int MAX_CATEGORY_LENGTH = 200;

    private final String name;
    private final boolean decimalComma;
    private final @Nullable Treatment chosen;
    private final Treatment forTexts;
    private final Treatment forGaps;
    private final Set<String> found = new HashSet<>();
    private boolean many;
    private List<String> categories = List.of();
    private float filling;
    private float[] values = new float[0];
    private int numbers;
    private int gaps;
    private int texts;
    private double sum;
    private long oddLine;
    private String oddCell = "";
    private @Nullable String first;
    private boolean varies;

    /** @param label whether it holds the labels, whose cells are only counted */
    ColumnProfile(String name, TableFormat format, TableChoices choices, boolean label) {
        this.name = name;
        this.decimalComma = format.decimalComma();
        this.chosen = label ? Treatment.KEEP : choices.columns().get(name);
        this.forTexts = choices.text();
        this.forGaps = choices.gaps();
    }

    void add(String cell, long line) {
        varies |= first != null && !first.equals(cell);
        first = first == null ? cell : first;
        float number = Numerals.read(cell, decimalComma);
        if (!Float.isNaN(number)) {
            if (median()) {
                values = numbers == values.length ? Arrays.copyOf(values, 2 * numbers + 64) : values;
                values[numbers] = number;
            }
            numbers++;
            sum += number;
        } else {
            if (oddLine == 0) {
                oddLine = line;
                oddCell = cell;
            }
            if (Numerals.gap(cell)) {
                gaps++;
            } else {
                texts++;
            }
        }
        if (!many) {
            found.add(cell);
            many = found.size() > MAX_CATEGORIES || cell.length() > MAX_CATEGORY_LENGTH;
        }
    }

    /** To be called after the last cell: only then it is known what becomes of them. */
    void end() {
        categories = found.stream()
                .sorted(Comparator.<String>comparingDouble(cell -> Numerals.read(cell, decimalComma))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        filling = switch (treatment().kind()) {
            case MEAN -> (float) (sum / numbers);
            case MEDIAN -> numbers == 0 ? Float.NaN : middle(Arrays.copyOf(values, numbers));
            default -> treatment().constant();
        };
    }

    private boolean median() {
        return (chosen == null ? Stream.of(forTexts, forGaps) : Stream.of(chosen))
                .anyMatch(treatment -> treatment.kind() == Treatment.Kind.MEDIAN);
    }

    String name() {
        return name;
    }

    /** Whether it holds texts rather than numbers. */
    boolean text() {
        return texts > 0 && texts >= numbers;
    }

    int gaps() {
        return gaps;
    }

    int texts() {
        return texts;
    }

    /** Different cells; one more than the limit where there are more. */
    int different() {
        return many ? MAX_CATEGORIES + 1 : found.size();
    }

    boolean constant() {
        return !varies;
    }

    Treatment treatment() {
        if (chosen != null) {
            return chosen;
        }
        if (text()) {
            return forTexts;
        }
        return gaps + texts > 0 ? forGaps : Treatment.KEEP;
    }

    /** Why it cannot be taken with its treatment; null when it can. */
    @Nullable
    UploadProblem problem() {
        Treatment.Kind kind = treatment().kind();
        if (kind == Treatment.Kind.KEEP && oddLine > 0) {
            int odd = gaps + texts;
            String others = odd == 1 ? "" : ", and in " + Texts.count(odd - 1, "other line");
            String advice = text()
                    ? "; leave the column out, or encode it as one-hot or numbers"
                    : "; leave the column out, or fill its gaps with the mean, the median or a number";
            return problem(
                    "the file has \"" + Texts.shown(oddCell) + "\" in line " + oddLine + ", column " + Texts.shown(name)
                            + ", which is not a finite number" + others + advice,
                    oddLine);
        }
        if (kind.encodes() && many) {
            return problem(
                    "column " + Texts.shown(name) + " has more than " + MAX_CATEGORIES + " different values, or one of"
                            + " more than " + MAX_CATEGORY_LENGTH + " characters, and cannot be encoded; leave it out",
                    0);
        }
        if (kind.fills() && kind != Treatment.Kind.CONSTANT && numbers == 0) {
            return problem(
                    "column " + Texts.shown(name) + " has no number to take the "
                            + (kind == Treatment.Kind.MEAN ? "mean" : "median")
                            + " of; leave it out, or fill it with a number",
                    0);
        }
        return null;
    }

    private UploadProblem problem(String message, long line) {
        return UploadProblem.of("file", message, name, line);
    }

    /** Names of the columns that become of it. */
    List<String> outputs() {
        return switch (treatment().kind()) {
            case LEAVE_OUT -> List.of();
            case ONE_HOT ->
                categories.stream()
                        .map(cell -> name + " = " + (cell.isEmpty() ? "(empty)" : cell))
                        .toList();
            default -> List.of(name);
        };
    }

    /** Appends what becomes of a cell. */
    void convert(String cell, List<Object> row) {
        switch (treatment().kind()) {
            case LEAVE_OUT -> {}
            case ONE_HOT -> categories.forEach(category -> row.add(category.equals(cell) ? 1 : 0));
            case NUMBERS -> row.add(categories.indexOf(cell));
            default -> {
                float number = Numerals.read(cell, decimalComma);
                row.add(Float.isNaN(number) ? filling : number);
            }
        }
    }

    private static float middle(float[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (float) (((double) values[middle - 1] + values[middle]) / 2);
    }

    /** One sentence on what was done; null where it was left as it is. */
    @Nullable
    String note() {
        String shown = Texts.shown(name);
        return switch (treatment().kind()) {
            case KEEP -> null;
            case LEAVE_OUT -> "column " + shown + " is left out";
            case ONE_HOT -> "column " + shown + " is one-hot with " + Texts.count(different(), "value");
            case NUMBERS -> "column " + shown + " is the number of one of " + Texts.count(different(), "value");
            default ->
                gaps + texts == 0
                        ? null
                        : Texts.count((long) gaps + texts, "gap") + " in column " + shown + " "
                                + (gaps + texts == 1 ? "is" : "are") + " filled with "
                                + (treatment().kind() == Treatment.Kind.CONSTANT
                                        ? ""
                                        : "the " + (treatment().kind() == Treatment.Kind.MEAN ? "mean " : "median "))
                                + Texts.number(filling);
        };
    }
}
