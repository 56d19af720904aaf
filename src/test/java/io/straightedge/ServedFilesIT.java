package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServedFilesIT extends ServerTest {
    @Test
    void healthContractAndPageAreServed() throws Exception {
        for (String health : List.of("/health", "/health/live", "/health/ready")) {
            assertThat(server.get(health).statusCode()).as(health).isEqualTo(200);
            assertThat(server.get(health).body()).as(health).contains("\"UP\"");
        }
        assertThat(server.get("/openapi.yaml").body()).startsWith("openapi: 3.1");
        HttpResponse<String> page = server.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("script-src 'self';")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(server.get("/vendor/kurkle__color/dist/color.esm.js").statusCode())
                .isEqualTo(200);
    }

    @Test
    void filesOfTheDashboardAreKeptByTheirHash() throws Exception {
        Matcher script = Pattern.compile("<script type=\"module\" src=\"(/v/[0-9a-f]{16}/)app.js\">")
                .matcher(server.get("/").body());
        assertThat(script.find()).isTrue();
        String prefix = script.group(1);
        for (String path : List.of("app.js", "app.css", "js/main.js", "favicon.svg")) {
            HttpResponse<String> kept = server.get("/" + prefix.substring(1) + path);
            assertThat(kept.statusCode()).as(path).isEqualTo(200);
            assertThat(kept.headers().firstValue("Cache-Control")).as(path).hasValueSatisfying(text -> assertThat(text)
                    .contains("immutable"));
            assertThat(server.get("/" + path).headers().firstValue("Cache-Control"))
                    .as(path)
                    .hasValue("no-cache");
        }
        assertThat(server.get("/").headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(server.get("/v/0123456789abcdef/js/main.js").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/../pom.xml",
        "/..%2fpom.xml",
        "/js/..%5c..%5cpom.xml",
        "/vendor/chart.js/..%2f..%2f..%2f..%2flogback.xml"
    })
    void nothingOutsideTheServedFoldersIsReached(String path) throws Exception {
        assertThat(server.get(path).statusCode()).isBetween(400, 404);
    }
}
