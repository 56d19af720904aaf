package io.straightedge.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.RunSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuidedExperimentsTest {
    static List<GuidedExperiment> all() {
        return GuidedExperiments.all();
    }

    @Test
    void thereIsOneForEveryClaimAndFigure() {
        assertThat(all())
                .extracting(GuidedExperiment::id)
                .containsExactly(
                        "kinks-count-units",
                        "gap-width",
                        "bend-width",
                        "random-walk",
                        "sgd-straightens",
                        "wider-straightens",
                        "random-labels",
                        "lazy-rich",
                        "margin-bend",
                        "splines",
                        "figure-2",
                        "figure-3",
                        "figure-6a");
        assertThat(GuidedExperiments.find("gap-width")).contains(all().get(1));
        assertThat(GuidedExperiments.find("figure-4")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void saysWhatItAsksAndExpects(GuidedExperiment guided) {
        assertThat(guided.title()).isNotBlank();
        assertThat(guided.question()).endsWith("?");
        assertThat(guided.claim()).endsWith(".");
        assertThat(guided.source()).isNotBlank();
        assertThat(guided.minutes(Preset.QUICK)).isBetween(1, 6);
        assertThat(guided.minutes(Preset.FULL)).isGreaterThan(guided.minutes(Preset.QUICK));
    }

    @ParameterizedTest
    @MethodSource("all")
    void itsPresetsAreExperimentsOfTheirOwn(GuidedExperiment guided) {
        for (Preset preset : Preset.values()) {
            ExperimentSpec spec = guided.spec(preset);
            assertThat(ExperimentSpec.of(spec.toMap())).isEqualTo(spec);
            assertThat(spec.guided()).isEqualTo(guided.id());
            assertThat(spec.preset()).isEqualTo(preset.label());
            assertThat(Preset.of(preset.label())).contains(preset);
            assertThat(spec.runs()).isLessThanOrEqualTo(ExperimentSpec.MOST_RUNS);
            assertThat(spec.seeds()).hasSizeGreaterThanOrEqualTo(3).startsWith(1L, 2L, 3L);
            assertThat(spec.cells()).allSatisfy(cell -> assertThat(cell.values())
                    .containsKey(guided.chart().x()));
            assertThat(guided.chart().at()).isIn("first", "last", "change");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void quickNeedsNoFilesAndFullIsThePapers(GuidedExperiment guided) {
        assertThat(first(guided.quick()).dataset().name()).isIn("digits", "curve");
        RunSpec full = first(guided.full());
        if (full.dataset().name().equals("curve")) {
            return;
        }
        assertThat(full.dataset().name()).isEqualTo("mnist");
        assertThat(full.dataset().standardise()).isTrue();
        assertThat(full.dataset().rescale()).isTrue();
        assertThat(full.network().weightVariance()).isEqualTo(2);
        assertThat(full.network().biasVariance()).isZero();
        assertThat(full.measure().pairs()).isEqualTo(128);
        if (full.training().epochs() > 0) {
            assertThat(full.network().lastVariance()).isEqualTo(2);
            assertThat(full.training().optimizer()).isEqualTo("sgd");
            assertThat(full.training().batchSize()).isEqualTo(128);
            assertThat(full.training().warmupEpochs()).isEqualTo(200);
            assertThat(full.training().epochs()).isEqualTo(2500);
        } else {
            assertThat(full.network().lastVariance()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void figuresNameThePaperAndNoTextHasACaret(GuidedExperiment guided) {
        assertThat(guided.title() + guided.question() + guided.claim()).doesNotContain("^");
        assertThat(guided.title().contains("Figure")).isEqualTo(guided.id().startsWith("figure"));
        if (guided.id().startsWith("figure")) {
            assertThat(guided.title()).startsWith("Figure ").contains(" of Kubo et al.: ");
            assertThat(guided.question()).startsWith("As in the paper: ");
        }
    }

    @Test
    void figure6aComparesWhatItAsksFor() {
        GuidedExperiment figure = GuidedExperiments.find("figure-6a").orElseThrow();
        assertThat(figure.title()).endsWith("margin against max bend");
        assertThat(figure.question()).contains("exceed the max bend of the label’s output");
        assertThat(figure.claim()).startsWith("At all of them.").contains("above the max bend of its output");
    }

    @Test
    void figure2IsDrawnFromAHundredSeeds() {
        ExperimentSpec full = GuidedExperiments.find("figure-2").orElseThrow().full();
        assertThat(full.seeds()).hasSize(100);
        assertThat(full.cells()).hasSize(5);
    }

    private static RunSpec first(ExperimentSpec spec) {
        return spec.run(spec.cells().get(0), 1);
    }
}
