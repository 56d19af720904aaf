package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.account.AuditEntry;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.Run;
import io.straightedge.run.RunEvent;
import io.straightedge.run.RunSpec;
import io.straightedge.store.H2RunStore;
import io.straightedge.store.Stores;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists are filtered, put in order and paged in one way. */
class ListsApiIT {
    private static final int RUNS = 12;

    @TempDir
    static Path dataDir;

    private static ServerFixture server;

    @BeforeAll
    static void start() {
        try (Stores stores = H2RunStore.openAll(dataDir)) {
            for (int i = 1; i <= RUNS; i++) {
                Run run = stores.runs()
                        .createImported(
                                RunSpec.of(Map.of(
                                        "name",
                                        "run " + i,
                                        "tags",
                                        i % 3 == 0 ? List.of("third") : List.of(),
                                        "dataset",
                                        Map.of("name", "clusters"),
                                        "network",
                                        Map.of("hidden", List.of(i % 4 + 1)))),
                                Instant.now(),
                                null,
                                null,
                                null);
                List<MetricPoint> points = List.of(
                        new MetricPoint("train/loss", 0, 0, 100), new MetricPoint("train/loss", 1, 1, (i * 5) % RUNS));
                stores.runs().append(List.of(new RunEvent.Points(run.id(), 0, points)));
                stores.audit().append(new AuditEntry(0, Instant.now(), null, "::1", "createRun", "runs/" + i, 200 + i));
            }
        }
        server = new ServerFixture(dataDir);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "runs, tags = third, '', '12 9 6 3'",
        "runs, hidden = 1 and id > 4, id, '8 12'",
        "runs, train/loss < 3, train/loss desc, '10 5 12'",
        "runs, '', 'network.hidden, id desc', '12 8 4 9 5 1 10 6 2 11 7 3'",
        "runs, state != failed, '', ''",
        "audit, status >= 208, status, '8 9 10 11 12'",
        "audit, target = runs/7, '', '7'",
    })
    void listsAreFilteredAndPutInOrder(String list, String filter, String order, String ids) throws Exception {
        for (int limit : new int[] {1, 5, 1000}) {
            assertThat(pages(list, filter, order, limit)).isEqualTo(ids);
        }
    }

    @Test
    void listsInMemoryTakeTheSame() throws Exception {
        JsonObject classes = list("datasets", "kind = regression and available = true", "", 10, null);
        assertThat(values(classes.getJsonArray("datasets"), "name")).containsExactly("curve");
        JsonObject ordered = list("datasets", "not uploaded = true", "name desc", 2, null);
        assertThat(values(ordered.getJsonArray("datasets"), "name")).isSortedAccordingTo((a, b) -> b.compareTo(a));
        JsonObject next = list("datasets", "not uploaded = true", "name desc", 2, ordered.getString("nextPageToken"));
        assertThat(values(next.getJsonArray("datasets"), "name"))
                .hasSize(2)
                .doesNotContainAnyElementsOf(values(ordered.getJsonArray("datasets"), "name"));
        JsonObject keys = list("runs/5/keys", "last < 100", "", 10, null);
        assertThat(keys.getJsonArray("keys"))
                .containsExactly(new JsonObject().put("key", "train/loss").put("last", 1.0));
        assertThat(list("users", "role = admin", "name", 10, null).getJsonArray("users"))
                .isEmpty();
        assertThat(list("experiments", "state = running", "progress desc", 10, null)
                        .getJsonArray("experiments"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "runs, filter, stat = failed, 'filter: at 1: there is no field \"stat\"; use id, name, state,'",
        "runs, filter, state = failde, 'filter: at 9: state is never \"failde\"; use queued, running,'",
        "experiments, filter, state = queued, 'filter: at 9: state is never \"queued\"; use running, interrupted, finished, stopped'",
        "audit, order_by, time, 'order_by: there is no field \"time\"; use id, at, user,'",
        "datasets, order_by, name down, 'order_by: \"name down\" is not a field, or a field with asc or desc after it'",
        "runs, page_token, 7, 'page_token: \"7\" is not of this list; use nextPageToken of the page before'",
    })
    void whatIsWrongIsNamed(String list, String parameter, String value, String message) throws Exception {
        HttpResponse<String> answer = server.get("/api/v1/" + list + "?" + parameter + "=" + encoded(value));
        assertThat(answer.statusCode()).isEqualTo(400);
        JsonObject error = new JsonObject(answer.body()).getJsonObject("error");
        assertThat(error.getString("field")).isEqualTo(parameter);
        assertThat(error.getString("message")).startsWith(message);
    }

    @Test
    void aFilterMayHaveAnyCharacter() throws Exception {
        assertThat(pages("runs", "name contains \"run 1\"", "id", 1000)).isEqualTo("1 10 11 12");
        assertThat(pages("runs", "name contains \"run 1\" and name != 'run \"1\"' and not name : 100%", "id", 1000))
                .isEqualTo("1 10 11 12");
        StringBuilder all = new StringBuilder("µ—é漢😀\u00a0\u200f\t\n");
        for (char c = ' '; c <= '~'; c++) {
            all.append(c);
        }
        for (int c : all.codePoints().toArray()) {
            String text = new StringBuilder("1").appendCodePoint(c).append('2').toString();
            String quote = c == '"' ? "'" : "\"";
            String filter = "name != " + quote + text + quote;
            assertThat(list("runs", filter, "", 1000, null).getJsonArray("runs"))
                    .as(filter)
                    .hasSize(RUNS);
            for (String query : List.of("runs/1/metrics?keys=", "runs/1/keys?q=", "runs?last=")) {
                assertThat(server.get("/api/v1/" + query + encoded(text)).statusCode())
                        .as(query + text)
                        .isEqualTo(200);
            }
            if (c == '/') {
                continue; // that is a metric
            }
            HttpResponse<String> wrong = server.get("/api/v1/runs?order_by=" + encoded("no" + text));
            assertThat(wrong.statusCode()).as("order_by=no" + text).isEqualTo(400);
            assertThat(wrong.body()).contains("\"field\":\"order_by\"");
        }
    }

    @Test
    void anyCharacterOfANameIsFound() throws Exception {
        String name = "a \"wide\" net: 100% of 'it' & é + 漢 = 😀";
        long run = server.start(ServerFixture.smallSpec().put("name", name));
        assertThat(pages("runs", "name contains '\"wide\"'", "", 10)).isEqualTo("" + run);
        assertThat(pages("runs", "name : 100%", "", 10)).isEqualTo("" + run);
        assertThat(pages("runs", "name contains \"100% of 'it' & é + 漢 = 😀\"", "", 10))
                .isEqualTo("" + run);
        server.awaitState(run, "finished");
        assertThat(server.delete("/api/v1/runs/" + run).statusCode()).isEqualTo(204);
    }

    private static String pages(String list, String filter, String order, int limit) throws Exception {
        List<String> ids = new ArrayList<>();
        String token = null;
        do {
            JsonObject page = list(list, filter, order, limit, token);
            JsonArray things = page.getJsonArray(list.equals("audit") ? "entries" : list);
            ids.addAll(values(things, "id"));
            token = page.getString("nextPageToken");
        } while (token != null);
        return String.join(" ", ids);
    }

    private static JsonObject list(String list, String filter, String order, int limit, String token) throws Exception {
        return server.json("/api/v1/" + list + "?filter=" + encoded(filter) + "&order_by=" + encoded(order)
                + "&max_results=" + limit + (token == null ? "" : "&page_token=" + token));
    }

    private static List<String> values(JsonArray things, String field) {
        return things.stream()
                .map(thing -> String.valueOf(((JsonObject) thing).getValue(field)))
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
