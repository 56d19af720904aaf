package io.straightedge.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunSpecTest {

    @Test
    void everyDefaultIsPinned() {
        assertThat(RunSpec.of(Map.of()))
                .isEqualTo(new RunSpec(
                        "digits 1000",
                        List.of(),
                        "",
                        new DatasetSpec("digits", 2000, 0, true, true, null, null, null, null),
                        new NetworkSpec(List.of(1000), 2, 0, 1, 1),
                        new TrainingSpec("sgd", 0.05, 0, 0, 128, 50, 0, 0, true, "cross-entropy", 1),
                        new MeasureSpec(128, "same", 0, 0.1, true)));
    }

    @Test
    void regressionTakesItsOwnDefaults() {
        RunSpec spec = RunSpec.of(Map.of("dataset", Map.of("name", "curve")));
        assertThat(spec.training().loss()).isEqualTo("squared-error");
        assertThat(spec.measure().kind()).isEqualTo("random");
        assertThat(spec.measure().normalise()).isFalse();
        assertThat(spec.dataset().rescale()).isFalse();
        assertThat(spec.training().batchSize())
                .isLessThanOrEqualTo(spec.dataset().samples());
    }

    @Test
    void theJsonFormComesBackTheSame() {
        RunSpec spec = RunSpec.of(Map.of(
                "name", "two layers",
                "tags", List.of("a", "b"),
                "dataset", Map.of("name", "clusters", "dimension", 3, "noise", 0.5),
                "network", Map.of("hidden", List.of(7, 9), "scale", 0.5),
                "training", Map.of("seed", 12, "learningRate", 1e-3)));
        assertThat(RunSpec.of(spec.toMap())).isEqualTo(spec);
    }

    @Test
    void aSpecNamesItselfAfterDataAndWidths() {
        assertThat(RunSpec.of(Map.of("network", Map.of("hidden", List.of(5, 6))))
                        .name())
                .isEqualTo("digits 5-6");
    }

    static List<Arguments> wrong() {
        return List.of(
                Arguments.of("colour", Map.of("colour", "red"), "is not a field here"),
                Arguments.of("network.width", Map.of("network", Map.of("width", 5)), "known are biasVariance, hidden"),
                Arguments.of(
                        "network.hidden[1]",
                        Map.of("network", Map.of("hidden", List.of(5, -3))),
                        "-3 is not allowed; use a whole number from 1 to 16384"),
                Arguments.of(
                        "network.hidden[0]", Map.of("network", Map.of("hidden", List.of(2.5))), "2.5 is not allowed"),
                Arguments.of(
                        "network.hidden",
                        Map.of("network", Map.of("hidden", List.of())),
                        "is not a list of 1 to 20 entries"),
                Arguments.of(
                        "network.hidden[0]",
                        Map.of("network", Map.of("hidden", Arrays.asList((Object) null))),
                        "null is not allowed"),
                Arguments.of("network", Map.of("network", 5), "5 is not an object"),
                Arguments.of(
                        "training.learningRate",
                        Map.of("training", Map.of("learningRate", "NaN")),
                        "\"NaN\" is not allowed; use a number from"),
                Arguments.of(
                        "training.learningRate",
                        Map.of("training", Map.of("learningRate", Double.NaN)),
                        "NaN is not allowed"),
                Arguments.of(
                        "training.batchSize",
                        Map.of("training", Map.of("batchSize", 5000)),
                        "5000 is more than the 2000 samples"),
                Arguments.of(
                        "training.optimizer",
                        Map.of("training", Map.of("optimizer", "lbfgs")),
                        "\"lbfgs\" is not known; use sgd"),
                Arguments.of("training.seed", Map.of("training", Map.of("seed", 1e30)), "use a whole number from 0"),
                Arguments.of(
                        "training.loss",
                        Map.of("dataset", Map.of("name", "curve"), "training", Map.of("loss", "cross-entropy")),
                        "needs classes"),
                Arguments.of(
                        "measure.kind",
                        Map.of("dataset", Map.of("name", "curve"), "measure", Map.of("kind", "same")),
                        "use random"),
                Arguments.of(
                        "measure.normalise",
                        Map.of("measure", Map.of("normalise", "yes")),
                        "\"yes\" is neither true nor false"),
                Arguments.of(
                        "dataset.rescale", Map.of("dataset", Map.of("name", "curve", "rescale", true)), "use false"),
                Arguments.of(
                        "measure.everySteps",
                        Map.of("measure", Map.of("everySteps", 1), "training", Map.of("epochs", 1000)),
                        "1 would measure 16000 times; use at least 2"),
                Arguments.of("tags[0]", Map.of("tags", List.of(7)), "7 is not a text"),
                Arguments.of("name", Map.of("name", "x".repeat(201)), "is not a text of at most 200 characters"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongFieldIsNamedWithItsValueAndWhatWouldBeRight(String field, Map<String, ?> json, String message) {
        assertThatThrownBy(() -> RunSpec.of(json)).isInstanceOfSatisfying(InvalidSpecException.class, e -> {
            assertThat(e.errors()).extracting(FieldError::field).containsExactly(field);
            assertThat(e.errors().get(0).message()).contains(message);
        });
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        Map<String, ?> json = Map.of(
                "network", Map.of("hidden", List.of(0), "scale", -1), "training", Map.of("epochs", -1), "extra", 1);
        assertThatThrownBy(() -> RunSpec.of(json))
                .isInstanceOfSatisfying(InvalidSpecException.class, e -> assertThat(e.errors())
                        .extracting(FieldError::field)
                        .containsExactlyInAnyOrder("network.hidden[0]", "network.scale", "training.epochs", "extra"));
    }
}
