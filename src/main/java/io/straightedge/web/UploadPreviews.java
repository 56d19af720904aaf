package io.straightedge.web;

import io.straightedge.data.TableFormat;
import io.straightedge.data.UploadPreview;
import io.straightedge.data.UploadProblem;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON form of a preview. */
final class UploadPreviews {
    private UploadPreviews() {}

    static JsonObject json(UploadPreview preview) {
        JsonArray columns = new JsonArray();
        for (UploadPreview.Column column : preview.columns()) {
            columns.add(new JsonObject()
                    .put("name", column.name())
                    .put("kind", column.kind())
                    .put("gaps", column.gaps())
                    .put("texts", column.texts())
                    .put("different", column.different()));
        }
        JsonArray rows = new JsonArray();
        preview.rows().forEach(row -> rows.add(new JsonArray(row)));
        JsonArray classes = new JsonArray();
        preview.classes()
                .forEach((name, samples) ->
                        classes.add(new JsonObject().put("name", name).put("samples", samples)));
        JsonArray problems = new JsonArray();
        for (UploadProblem problem : preview.problems()) {
            problems.add(new JsonObject()
                    .put("field", problem.field())
                    .put("column", problem.column())
                    .put("line", problem.line())
                    .put("message", problem.message()));
        }
        return new JsonObject()
                .put("format", format(preview.format()))
                .put("label", preview.label())
                .put("columns", columns)
                .put("rows", rows)
                .put("classes", classes)
                .put("samples", preview.samples())
                .put("dimension", preview.dimension())
                .put("imageWidth", preview.width())
                .put("trainSamples", preview.trainSamples())
                .put("testSamples", preview.testSamples())
                .put("notes", new JsonArray(preview.notes()))
                .put("warnings", new JsonArray(preview.warnings()))
                .put("problems", problems);
    }

    /** In the words of the form. */
    private static @Nullable JsonObject format(@Nullable TableFormat format) {
        return format == null
                ? null
                : new JsonObject()
                        .put("separator", format.separator().name().toLowerCase(Locale.ROOT))
                        .put("decimal", format.decimalComma() ? "comma" : "point")
                        .put("header", format.header() ? "yes" : "no");
    }
}
