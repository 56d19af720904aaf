package io.straightedge.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.ExperimentSpec.Cell;
import io.straightedge.run.ExperimentStore.Ends;
import io.straightedge.run.RunState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every guided experiment's answer on made-up results: the claim holds, fails, is unclear, has to wait. */
class AnswersTest {

    /** What each run of a cell measures but for noise: first and last value by key. */
    private interface Model extends Function<Map<String, Object>, Map<String, double[]>> {}

    private record Case(String id, Model holds, Model fails) {
        @Override
        public String toString() {
            return id;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("kinks-count-units", cell -> kinksPerLayer(cell, 1), cell -> kinksPerLayer(cell, 1.2)),
                new Case("gap-width", cell -> gaps(cell, -0.5), cell -> gaps(cell, -0.4)),
                new Case(
                        "bend-width",
                        cell -> Map.of("path/rms_bend", same(0.15)),
                        cell -> Map.of("path/rms_bend", same(Math.pow(width(cell), 0.2)))),
                new Case(
                        "random-walk",
                        cell -> Map.of("path/deflection_ratio", same(1)),
                        cell -> Map.of("path/deflection_ratio", same(1.3))),
                new Case("sgd-straightens", cell -> training(3.4, 3.2, 0.98), cell -> training(1.1, 1.2, 0.98)),
                new Case(
                        "wider-straightens",
                        cell -> training(Math.pow(width(cell), 0.2), 3, 1),
                        cell -> training(Math.pow(width(cell), -0.2), 3, 1)),
                new Case("random-labels", cell -> labels(cell, 3, 1.4), cell -> labels(cell, 1.1, 1)),
                new Case(
                        "lazy-rich",
                        cell -> training(3, 3, number(cell, "network.scale") < 1 ? 0.7 : 1),
                        cell -> training(3, 3, 1)),
                new Case("margin-bend", cell -> margin(-2, 7), cell -> margin(-2, 0.1)),
                new Case("splines", cell -> splines(cell, 0.05, 0.1), cell -> splines(cell, 0.1, 0.05)),
                new Case("figure-2", cell -> gaps(cell, -0.5), cell -> gaps(cell, -0.2)),
                new Case("figure-3", cell -> training(3, 3, 1), cell -> training(0.5, 3, 1)),
                new Case("figure-6a", cell -> margin(-2, 7), cell -> margin(-2, width(cell) == 3000 ? 0.1 : 7)));
    }

    @Test
    void everyGuidedExperimentIsTried() {
        assertThat(cases().map(Case::id).toList())
                .isEqualTo(GuidedExperiments.all().stream()
                        .map(GuidedExperiment::id)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holds(Case tried) {
        Answer answer = answer(tried, tried.holds, 0.002);
        assertThat(answer.verdict()).as(answer.text()).isEqualTo(Verdict.HOLDS);
        assertThat(answer.measured()).isFinite();
        assertThat(answer.error()).isFinite();
        assertThat(answer.text()).contains(" ± ").doesNotContain("?");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void fails(Case tried) {
        Answer answer = answer(tried, tried.fails, 0.002);
        assertThat(answer.verdict()).as(answer.text()).isEqualTo(Verdict.FAILS);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isUnclearUnderNoise(Case tried) {
        Answer answer = answer(tried, tried.holds, 3);
        assertThat(answer.verdict()).as(answer.text()).isEqualTo(Verdict.UNCLEAR);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isUnclearWithoutTheMeasure(Case tried) {
        Answer answer = answer(tried, cell -> Map.of(), 0);
        assertThat(answer.verdict()).as(answer.text()).isEqualTo(Verdict.UNCLEAR);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void waitsForASecondFinishedRunOfEverySetting(Case tried) {
        GuidedExperiment guided = guided(tried);
        Results all = results(guided.quick(), tried.holds, 0.002);
        Cell last = guided.quick().cells().get(guided.quick().cells().size() - 1);
        List<RunResult> runs = all.runs().stream()
                .map(run -> run.cell() == last.index() && run.seed() > 1 ? in(RunState.RUNNING, run) : run)
                .toList();
        Answer answer = guided.answer(new Results(guided.quick(), runs));
        assertThat(answer.verdict()).isEqualTo(Verdict.WAITING);
        assertThat(answer.text())
                .startsWith((runs.size() - guided.quick().seeds().size() + 1) + " of " + runs.size() + " runs");
        assertThat(answer.measured()).isNaN();
    }

    @Test
    void theAnswerNamesTheSlopeAndItsError() {
        Answer answer =
                answer(new Case("gap-width", cell -> gaps(cell, -0.5), cell -> Map.of()), c -> gaps(c, -0.5), 0.01);
        assertThat(answer.text())
                .matches("the gap deviation goes like width to the power −0\\.(49|50)\\d ± 0\\.00\\d "
                        + "\\(log–log slope\\), theory −0\\.5; measured ÷ theory .*");
        assertThat(answer.error()).isBetween(0.0005, 0.005);
    }

    @Test
    void aSettingMayComeBackFromJsonAsADecimal() {
        ExperimentSpec quick =
                GuidedExperiments.find("random-labels").orElseThrow().quick();
        ExperimentSpec decimal = new ExperimentSpec(
                quick.name(),
                quick.notes(),
                quick.base(),
                Map.of("dataset.labelNoise", List.of(0.0, 1.0), "measure.kind", List.of("same", "different")),
                quick.list(),
                quick.seeds(),
                quick.guided(),
                quick.preset());
        Results results = results(decimal, cell -> labels(cell, 3, 1.4), 0.002);
        assertThat(GuidedExperiments.find("random-labels")
                        .orElseThrow()
                        .answer(results)
                        .verdict())
                .isEqualTo(Verdict.HOLDS);
    }

    private static Answer answer(Case tried, Model model, double noise) {
        return guided(tried).answer(results(guided(tried).quick(), model, noise));
    }

    private static GuidedExperiment guided(Case tried) {
        return GuidedExperiments.find(tried.id).orElseThrow();
    }

    /** Every value is multiplied by e^(noise·N(0, 1)), from a seed. */
    private static Results results(ExperimentSpec spec, Model model, double noise) {
        Random random = new Random(1);
        List<RunResult> runs = new ArrayList<>();
        for (Cell cell : spec.cells()) {
            for (long seed : spec.seeds()) {
                Map<String, Ends> measured = new LinkedHashMap<>();
                new java.util.TreeMap<>(model.apply(cell.values())).forEach((key, ends) -> {
                    double spread = key.startsWith("theory/") ? 0 : noise;
                    measured.put(
                            key,
                            new Ends(
                                    ends[0] * Math.exp(spread * random.nextGaussian()),
                                    ends[1] * Math.exp(spread * random.nextGaussian())));
                });
                runs.add(new RunResult(runs.size() + 1, cell.index(), seed, RunState.FINISHED, measured));
            }
        }
        return new Results(spec, runs);
    }

    private static RunResult in(RunState state, RunResult run) {
        return new RunResult(run.run(), run.cell(), run.seed(), state, run.ends());
    }

    private static Map<String, double[]> kinksPerLayer(Map<String, Object> cell, double ratio) {
        List<?> widths = (List<?>) cell.get("network.hidden");
        return java.util.stream.IntStream.rangeClosed(1, widths.size())
                .boxed()
                .flatMap(layer -> Stream.of(
                        Map.entry("path/kinks_layer_" + layer, same(400 * ratio)),
                        Map.entry("theory/kinks_layer_" + layer, same(400))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, double[]> gaps(Map<String, Object> cell, double slope) {
        return Map.of(
                "path/gap_deviation", same(Math.pow(width(cell), slope)),
                "path/deflection_sigma", same(Math.pow(width(cell), slope)),
                "path/deflection_ratio", same(1),
                "theory/gap_deviation", same(Math.pow(width(cell), -0.5)));
    }

    private static Map<String, double[]> training(double gapFall, double bendFall, double kinkChange) {
        return Map.of(
                "path/gap_deviation", new double[] {1, 2},
                "normalised/gap_deviation", new double[] {1, 1 / gapFall},
                "normalised/deflection_sigma", new double[] {1, 1 / gapFall},
                "normalised/rms_bend", new double[] {1, 1 / bendFall},
                "path/kinks", new double[] {400, 400 * kinkChange});
    }

    private static Map<String, double[]> labels(Map<String, Object> cell, double trueFall, double ratio) {
        double fall = number(cell, "dataset.labelNoise") == 0 ? trueFall : 1;
        return Map.of(
                "normalised/rms_bend", new double[] {1, 1 / fall}, "path/deflection_ratio", new double[] {1, ratio});
    }

    private static Map<String, double[]> margin(double before, double after) {
        return Map.of("path/margin", new double[] {before, after}, "path/label_bend", same(1));
    }

    private static Map<String, double[]> splines(Map<String, Object> cell, double near, double far) {
        boolean kernel = number(cell, "network.weightVariance") >= 1;
        return Map.of(
                "curve/linear_spline_distance", new double[] {1, kernel ? far : near},
                "curve/cubic_spline_distance", new double[] {1, kernel ? near : far});
    }

    private static double[] same(double value) {
        return new double[] {value, value};
    }

    private static double width(Map<String, Object> cell) {
        return ((Number) ((List<?>) cell.get("network.hidden")).get(0)).doubleValue();
    }

    private static double number(Map<String, Object> cell, String field) {
        return ((Number) cell.get(field)).doubleValue();
    }
}
