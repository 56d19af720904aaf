package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people write about a run, in the dashboard. */
class RunNotesIT extends BrowserTest {
    private static final String NOTES = "first line\nsecond <b>line</b>";

    @Test
    void notesAreSeenAndChanged() throws Exception {
        server.awaitState(server.start(ServerFixture.smallSpec().put("notes", NOTES)), "finished");
        visit("/#/runs");
        Locator note = page.getByTestId("run-row").locator(".run-note");
        assertThat(note).hasText(NOTES);
        assertThat(note).hasAttribute("title", NOTES);
        visit("/#/runs/1");
        Locator notes = page.getByTestId("notes");
        assertThat(notes).hasText(NOTES);
        assertThat(notes).hasCSS("white-space-collapse", "preserve");
        page.getByTestId("edit-notes").click();
        assertThat(page.getByTestId("notes-input")).hasValue(NOTES);
        page.getByTestId("notes-input").fill("other");
        page.keyboard().press("Escape");
        assertThat(notes).hasText(NOTES);
        page.getByTestId("edit-notes").click();
        page.getByTestId("notes-input").fill("changed\nhere");
        page.getByTestId("save-notes").click();
        assertThat(notes).hasText("changed\nhere");
        assertThat(page.getByTestId("edit-notes")).isFocused();
        assertThat(server.json("/api/v1/runs/1").getString("notes")).isEqualTo("changed\nhere");
        page.getByTestId("edit-notes").click();
        page.getByTestId("notes-input").fill(" ");
        page.keyboard().press("Control+Enter");
        assertThat(notes).isHidden();
        assertThat(page.getByTestId("edit-notes")).hasText("Add notes");
    }

    @Test
    void runsAreGroupedByTheNamesOfTheirStates() throws Exception {
        server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
        visit("/#/runs?group=state");
        assertThat(page.getByTestId("group-row")).hasText("State Finished · 1 run");
    }

    /** Contract, specs, changes and the page allow the same. */
    @Test
    void aTagIsAsLongEverywhere() throws Exception {
        JsonObject contract = server.json("/openapi.json");
        JsonObject change = contract.getJsonObject("paths")
                .getJsonObject("/api/v1/runs/{id}")
                .getJsonObject("patch")
                .getJsonObject("requestBody")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema")
                .getJsonObject("properties");
        int tag = change.getJsonObject("tags").getJsonObject("items").getInteger("maxLength");
        String longest = "t".repeat(tag);
        long run = server.start(ServerFixture.smallSpec().put("tags", new JsonArray(List.of(longest))));
        server.awaitState(run, "finished");
        visit("/#/runs/" + run);
        Map<String, Integer> limits = Map.of(
                "tag-input", tag,
                "name-input", change.getJsonObject("name").getInteger("maxLength"),
                "notes-input", change.getJsonObject("notes").getInteger("maxLength"));
        limits.forEach(
                (input, limit) -> assertThat(page.getByTestId(input)).hasAttribute("maxlength", limit.toString()));
        page.getByTestId("tag-input").fill("u".repeat(tag));
        page.keyboard().press("Enter");
        assertThat(page.locator(".tag-edit .tag")).hasCount(2);
        JsonObject tooLong = new JsonObject().put("tags", new JsonArray(List.of(longest + "t")));
        assertThat(server.patch("/api/v1/runs/" + run, tooLong.put("version", 2).encode())
                        .statusCode())
                .isEqualTo(400);
        assertThat(server.post(
                                "/api/v1/runs",
                                ServerFixture.smallSpec().mergeIn(tooLong).encode())
                        .statusCode())
                .isEqualTo(400);
    }
}
