package io.straightedge.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the user says about a table that is brought. What is null is recognised, or not wanted.
 *
 * @param label name of the column with the labels
 * @param text what is done with columns of texts that are not among the columns below
 * @param gaps what is done with columns of numbers with gaps that are not among the columns below
 * @param columns what is done with a column, by its name
 */
public record TableChoices(
        @Nullable String label,
        TableFormat.@Nullable Separator separator,
        @Nullable Boolean decimalComma,
        @Nullable Boolean header,
        Treatment text,
        Treatment gaps,
        Map<String, Treatment> columns) {
    private static final JsonMapper JSON = new JsonMapper();

    /** All is recognised. */
    public static TableChoices label(String label) {
        return new TableChoices(label, null, null, null, Treatment.KEEP, Treatment.KEEP, Map.of());
    }

    /**
     * Reads them from the fields of a form: {@code label}; {@code separator}, {@code decimal} and {@code header}; {@code
     * text}, {@code gaps} and {@code columns}, a JSON object of column names with what is done.
     *
     * @param form gives null for a field that is missing
     * @throws DatasetException naming the field
     */
    public static TableChoices read(Function<String, @Nullable String> form) {
        @Nullable String separator = given(form, "separator");
        return new TableChoices(
                given(form, "label"),
                separator == null ? null : separator(separator),
                either(form, "decimal", "comma", "point"),
                either(form, "header", "yes", "no"),
                treatment(form, "text"),
                treatment(form, "gaps"),
                columns(given(form, "columns")));
    }

    private static @Nullable String given(Function<String, @Nullable String> form, String field) {
        @Nullable String value = form.apply(field);
        return value == null || value.isEmpty() ? null : value;
    }

    private static TableFormat.Separator separator(String name) {
        for (TableFormat.Separator separator : TableFormat.Separator.values()) {
            if (separator.name().toLowerCase(Locale.ROOT).equals(name)) {
                return separator;
            }
        }
        throw unknown("separator", name, "comma, semicolon or tab");
    }

    private static @Nullable Boolean either(
            Function<String, @Nullable String> form, String field, String yes, String no) {
        @Nullable String value = given(form, field);
        if (value == null) {
            return null;
        }
        if (!value.equals(yes) && !value.equals(no)) {
            throw unknown(field, value, yes + " or " + no);
        }
        return value.equals(yes);
    }

    private static Treatment treatment(Function<String, @Nullable String> form, String field) {
        @Nullable String value = given(form, field);
        return value == null ? Treatment.KEEP : Treatment.of(field, value);
    }

    private static Map<String, Treatment> columns(@Nullable String json) {
        Map<String, Treatment> columns = new HashMap<>();
        if (json != null) {
            try {
                JSON.readValue(json, new TypeReference<Map<String, String>>() {})
                        .forEach((name, value) -> columns.put(name, Treatment.of("columns", String.valueOf(value))));
            } catch (JsonProcessingException e) {
                throw new DatasetException(
                        "columns",
                        "\"" + Texts.shown(json) + "\" is not a JSON object of column names, each with "
                                + Treatment.NAMES);
            }
        }
        return columns;
    }

    private static DatasetException unknown(String field, String value, String right) {
        return new DatasetException(field, "\"" + Texts.shown(value) + "\" is not known; use " + right);
    }
}
