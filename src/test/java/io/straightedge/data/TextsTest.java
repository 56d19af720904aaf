package io.straightedge.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void namesAreCutAndStayDistinct() {
        String start = "Consumer credit product, secured, with an ";
        String middle = "a".repeat(30) + "1" + "b".repeat(30);
        assertThat(Texts.distinct(List.of(
                        start + "open end",
                        start + "closed end",
                        "Mortgage",
                        "x".repeat(50),
                        middle,
                        middle.replace('1', '2'))))
                .containsExactly(
                        "Consumer credit prod…ed, with an open end",
                        "Consumer credit prod…, with an closed end",
                        "Mortgage",
                        "x".repeat(40) + "…",
                        "a".repeat(30) + "1" + "b".repeat(9) + "…",
                        "a".repeat(30) + "2" + "b".repeat(9) + "…");
        String late = "a".repeat(60);
        assertThat(Texts.distinct(List.of(late + "1" + late, late + "2" + late)))
                .containsExactly("a".repeat(20) + "…" + "a".repeat(20), "a".repeat(20) + "…" + "a".repeat(20) + " (2)");
    }
}
