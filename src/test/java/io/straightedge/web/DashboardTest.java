package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardTest {
    private static final Map<String, String> FILES = Map.of(
            "index.html", "<link href=\"/app.css\"><link href=\"/favicon.svg\"><script src=\"/app.js\"></script>",
            "css/main.css", "@import \"b.css\";\n@import \"a.css\";\n",
            "css/a.css", "a { content: \"$1\"; }",
            "css/b.css", "b {}",
            "js/main.js", "import { view } from \"./view.js\";\nview();",
            "js/view.js", "export function view() {}");

    @Test
    void thePageAsksForOneModuleAndOneStyleSheetOfItsVersion() {
        Dashboard dashboard = dashboard(FILES);
        String prefix = dashboard.prefix();
        assertThat(prefix).matches("/v/[0-9a-f]{16}/");
        assertThat(dashboard.page().plain().toString())
                .isEqualTo("<link href=\"%sapp.css\"><link href=\"%sfavicon.svg\"><script src=\"%sapp.js\"></script>"
                        .formatted(prefix, prefix, prefix));
        assertThat(text(dashboard, "app.css")).isEqualTo("b {}\na { content: \"$1\"; }\n");
        assertThat(text(dashboard, "app.js")).contains("// js/view.js", "// js/main.js");
        assertThat(text(dashboard, "js/view.js")).isEqualTo(FILES.get("js/view.js"));
        assertThat(dashboard.file("index.html")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "css/a.css", "js/view.js"})
    void anyChangeMakesAnotherVersion(String path) {
        Map<String, String> changed = new TreeMap<>(FILES);
        changed.compute(path, (same, text) -> text + " ");
        assertThat(dashboard(changed).prefix()).isNotEqualTo(dashboard(FILES).prefix());
        assertThat(dashboard(new TreeMap<>(FILES)).prefix())
                .isEqualTo(dashboard(FILES).prefix());
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "css/main.css", "css/a.css", "js/view.js"})
    void aFileThatIsMissingIsNamed(String path) {
        Map<String, String> rest = new TreeMap<>(FILES);
        rest.remove(path);
        assertThatThrownBy(() -> dashboard(rest))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no")
                .hasMessageEndingWith(path);
    }

    private static Dashboard dashboard(Map<String, String> texts) {
        return new Dashboard(
                texts.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, file -> Buffer.buffer(file.getValue()))),
                Map.of());
    }

    private static String text(Dashboard dashboard, String path) {
        return Objects.requireNonNull(dashboard.file(path)).plain().toString();
    }
}
