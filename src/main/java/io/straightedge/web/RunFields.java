package io.straightedge.web;

import io.straightedge.query.Field;
import io.straightedge.query.Fields;
import io.straightedge.query.Kind;
import io.straightedge.run.Run;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What lists of runs can be filtered and put in order by: what runs are, the settings of their specs by their dotted
 * paths, and the last values of their metrics, whose keys have a slash.
 */
final class RunFields {
    private static final String METRIC = "metrics.";

    static final Fields<Row> ALL =
            Fields.of(all(), "name", "state", "tags").with(RunFields::metric, ", or a metric such as train/loss");

    /** A run, and the last values of the metrics that are asked for. */
    record Row(Run run, Map<String, Double> last) {}

    private RunFields() {}

    /** The keys of the metrics among some fields. */
    static Set<String> metrics(Collection<String> fields) {
        return fields.stream()
                .filter(field -> field.startsWith(METRIC))
                .map(field -> field.substring(METRIC.length()))
                .collect(Collectors.toSet());
    }

    private static List<Field<Row>> all() {
        List<Field<Row>> fields = new ArrayList<>(List.of(
                field("id", Kind.NUMBER, Run::id),
                field("name", Kind.TEXT, run -> run.labels().name()),
                Field.oneOf(
                        "state",
                        Arrays.stream(RunState.values()).map(RunState::label).toList(),
                        row -> row.run().state().label()),
                field("owner", Kind.TEXT, Run::owner),
                field("tags", Kind.TEXTS, run -> run.labels().tags()),
                field("tag", Kind.TEXTS, run -> run.labels().tags()),
                field("notes", Kind.TEXT, run -> run.labels().notes()),
                field("created", Kind.TIME, Run::created),
                field("started", Kind.TIME, Run::started),
                field("ended", Kind.TIME, Run::ended),
                field("step", Kind.NUMBER, Run::step),
                field("experiment", Kind.NUMBER, Run::experiment)));
        for (RecordComponent part : RunSpec.class.getRecordComponents()) {
            if (part.getType().isRecord()) {
                for (RecordComponent setting : part.getType().getRecordComponents()) {
                    fields.add(field(
                            part.getName() + "." + setting.getName(),
                            kind(setting.getGenericType()),
                            run -> read(setting, read(part, run.spec()))));
                }
            }
        }
        return List.copyOf(fields);
    }

    private static Field<Row> field(String name, Kind kind, Function<Run, @Nullable Object> value) {
        return Field.of(name, kind, row -> value.apply(row.run()));
    }

    private static Optional<Field<Row>> metric(String name) {
        String key = name.startsWith(METRIC) ? name.substring(METRIC.length()) : name;
        return key.indexOf('/') > 0
                ? Optional.of(
                        Field.of(METRIC + key, Kind.NUMBER, row -> row.last().get(key)))
                : Optional.empty();
    }

    private static Kind kind(Type type) {
        if (type == boolean.class) {
            return Kind.FLAG;
        }
        if (type == String.class) {
            return Kind.TEXT;
        }
        return type instanceof Class ? Kind.NUMBER : Kind.NUMBERS;
    }

    private static @Nullable Object read(RecordComponent component, @Nullable Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " of " + record, e);
        }
    }
}
