package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.query.Filter;
import io.straightedge.query.QueryException;
import io.straightedge.run.Run;
import io.straightedge.run.RunLabels;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The language of filters; {@code FilterIT} has the dashboard read the same ones. */
class RunFilterTest {
    private static final JsonObject CASES = cases();
    private static final List<RunFields.Row> RUNS =
            objects("runs").map(RunFilterTest::row).toList();

    static Stream<Arguments> fits() {
        return arrays("fits").map(pair -> Arguments.of(pair.getString(0), pair.getJsonArray(1)));
    }

    static Stream<Arguments> wrong() {
        return arrays("wrong").map(pair -> Arguments.of(pair.getString(0), pair.getString(1)));
    }

    @ParameterizedTest
    @MethodSource("fits")
    void fitsTheRunsItMeans(String filter, JsonArray ids) {
        Filter<RunFields.Row> read = Filter.of(filter, RunFields.ALL);
        assertThat(RUNS.stream()
                        .filter(read.fits())
                        .map(row -> (int) row.run().id())
                        .toList())
                .isEqualTo(ids.getList());
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void saysWhereItIsWrongAndWhatWouldBeRight(String filter, String message) {
        assertThatThrownBy(() -> Filter.of(filter, RunFields.ALL))
                .isInstanceOf(QueryException.class)
                .hasMessage(message);
    }

    @Test
    void hasALimitOnItsLengthAndDepth() {
        assertThatThrownBy(() -> Filter.of("a".repeat(2001), RunFields.ALL)).hasMessageContaining("at most 2000");
        assertThatThrownBy(() -> Filter.of("(".repeat(60) + "a", RunFields.ALL))
                .hasMessage("at 51: more than 50 parts lie within each other; use fewer brackets");
        assertThat(Filter.of("e ".repeat(1000), RunFields.ALL).fits().test(RUNS.get(0)))
                .isTrue();
    }

    @Test
    void asksForTheMetricsItNames() {
        assertThat(RunFields.metrics(Filter.of("train/loss < 1 or hidden = 2 or metrics.path/kinks > 1", RunFields.ALL)
                        .fields()))
                .containsExactlyInAnyOrder("train/loss", "path/kinks");
    }

    private static RunFields.Row row(JsonObject json) {
        RunSpec spec = RunSpec.of(json.getJsonObject("spec").getMap());
        List<String> tags =
                json.getJsonArray("tags").stream().map(String::valueOf).toList();
        Map<String, Double> last = new HashMap<>();
        json.getJsonObject("last")
                .forEach(entry -> last.put(entry.getKey(), Double.valueOf(String.valueOf(entry.getValue()))));
        Run run = new Run(
                json.getLong("id"),
                spec,
                RunState.of(json.getString("state")),
                "",
                Objects.requireNonNull(time(json, "created")),
                time(json, "started"),
                time(json, "ended"),
                json.getLong("step"),
                0,
                null,
                json.getLong("experiment"),
                null,
                json.getString("owner"),
                new RunLabels(json.getString("name"), tags, json.getString("notes")),
                1);
        return new RunFields.Row(run, last);
    }

    private static Instant time(JsonObject json, String name) {
        return json.getString(name) == null ? null : Instant.parse(json.getString(name));
    }

    private static Stream<JsonObject> objects(String name) {
        JsonArray all = CASES.getJsonArray(name);
        return IntStream.range(0, all.size()).mapToObj(all::getJsonObject);
    }

    private static Stream<JsonArray> arrays(String name) {
        JsonArray all = CASES.getJsonArray(name);
        return IntStream.range(0, all.size()).mapToObj(all::getJsonArray);
    }

    private static JsonObject cases() {
        try (InputStream in = Objects.requireNonNull(RunFilterTest.class.getResourceAsStream("/filters.json"))) {
            return new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
