package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySearchTest {

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "weight, true",
        "WEIGHT 12, true",
        "weight bias, false",
        "layer_12/, true",
        "lay/wei, true",
        "lay/wei/mean, true",
        "/wei, true",
        "ayer/wei, false",
        "lay/wei/mean/x, false",
        "lay/mean, false",
        "'lay/ norm', true",
        "'[a-z]+', false",
        ".*, false",
    })
    void findsTextAnywhereAndTheBeginningsOfGroups(String text, boolean fits) {
        assertThat(KeySearch.of(text).fits("layer_12/Weight_norm/mean")).isEqualTo(fits);
    }
}
