package io.straightedge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Charts of values that diverge, that are not numbers, that are all alike, or missing. */
class ExtremeValuesIT extends BrowserTest {
    private static final List<String> VALUES = List.of(
            "",
            "1",
            "0",
            "NaN",
            "1 NaN",
            "NaN NaN NaN",
            "Infinity 1",
            "1 -Infinity",
            "1 1 1",
            "-1 -1",
            "0 0 0",
            "1 1.0000000000000002",
            "1 2 1e35",
            "1 1e35 NaN",
            "1e35 1e35",
            "1e-35 1",
            "1e308 -1e308",
            "5e-324 1e308",
            "1e200 NaN -1e200 Infinity");

    /** What a line chart draws of a run that learns and one whose loss becomes NaN, or of the second alone. */
    private static final String CONTENT =
            """
            async ([log, ratio, alone]) => {
              const { lineContent } = await import("/js/charts/line-content.js");
              const series = (values) => ({
                steps: values.map((_, i) => i), millis: values.map((_, i) => i), values, length: values.length, total: values.length,
                thinned: false, zoom: null, last: values.at(-1),
              });
              const all = new Map([["learns", series([2, 1, 0.5, 0.25])], ["diverges", series([2, 1e5, 1e35, NaN])]]);
              const lines = [...all.keys()].slice(alone ? 1 : 0).map((key) => ({ key, name: key, colour: "series-1" }));
              const { axis, datasets, extras, summary } = lineContent({
                spec: { lines, ratio }, view: { x: "step", log, smoothing: 0, zoom: null }, series: all, width: 400,
              });
              const drawn = datasets.flatMap(({ data }) => data.map(({ y }) => y)).filter(Number.isFinite);
              return { low: axis.min, high: axis.max, drawn: Math.max(...drawn), beyond: summary.beyond, end: extras.ends.at(-1) };
            }""";

    /** A page without the dashboard, on which its modules can be had one by one. */
    private static final String EMPTY_PAGE =
            """
            <!doctype html><html lang="en" data-theme="light"><title>Charts</title><link rel="stylesheet" href="/app.css">
            <script type="importmap">
            {"imports": {"chart.js": "/vendor/chart.js/dist/chart.js", "@kurkle/color": "/vendor/kurkle__color/dist/color.esm.js"}}
            </script><main></main></html>""";

    /** Every kind of chart, drawn from the same values. */
    private static final String DRAW =
            """
            async (given) => {
              const values = given.map(Number);
              const { LineChart } = await import("/js/charts/line-chart.js");
              const { StructureChart } = await import("/js/charts/structure-chart.js");
              const { SweepChart } = await import("/js/charts/sweep-chart.js");
              const { Heatmap } = await import("/js/charts/heatmap.js");
              const { heatScale } = await import("/js/charts/heat-scale.js");
              const { PairStrip } = await import("/js/charts/pair-strip.js");
              const { GapHistogram } = await import("/js/charts/gap-histogram.js");
              const { PathPlot } = await import("/js/charts/path-plot.js");
              const { PathGeometry } = await import("/js/charts/path-geometry.js");
              const { SurfacePlot } = await import("/js/charts/surface-plot.js");
              const { Scatter } = await import("/js/charts/scatter.js");
              const { PAIR_MEASURES, byClasses, summary } = await import("/js/pair-groups.js");
              const frame = () => new Promise(requestAnimationFrame);
              const main = document.querySelector("main");
              main.replaceChildren();
              const place = (element) => {
                const box = document.createElement("div");
                box.style.cssText = "position: relative; width: 480px; height: 240px";
                box.append(element);
                main.append(box);
                return element;
              };
              const series = (own) => ({
                steps: own.map((_, i) => i), millis: own.map((_, i) => i), values: own, length: own.length, total: own.length,
                thinned: false, zoom: null, last: own.at(-1),
              });
              const line = { key: "a", name: "a", colour: "series-1", smoothed: true };
              const charts = [];
              for (const spec of [{}, { ratio: true }, { range: { min: 0, max: 1 } }, { many: true }, { many: true, ratio: true }]) {
                for (const log of [false, true]) {
                  const view = { x: "step", log, smoothing: log ? 0.5 : 0, zoom: null };
                  const lines = [line, { ...line, key: "b", name: "b" }];
                  const chart = new LineChart(place(document.createElement("canvas")), { lines, ...spec }, view, () => {});
                  chart.append(new Map([["a", series(values)], ["a_se", series(values)], ["b", series([0.5, ...values])]]));
                  charts.push(chart);
                }
              }
              const steps = Array.from({ length: 8 }, (_, i) => ({ key: `s${i}` }));
              const structure = new StructureChart(place(document.createElement("canvas")), { lines: steps }, {}, () => {});
              structure.append(new Map(steps.map(({ key }, i) => [key, series(values.map((value) => value * (i + 1)))])));
              const sweep = new SweepChart(place(document.createElement("canvas")));
              for (const logY of [false, true]) {
                const points = [0.5, ...values].map((mean, i) => ({ x: i + 1, mean, low: mean - 1, high: mean + 1, n: 3 }));
                const xs = points.map(({ x }) => ({ x, text: String(x) }));
                sweep.show({ lines: [{ name: "", points }], theory: [], xs, xTitle: "x", logX: false, logY });
              }
              const handlers = { describe: () => ["a"], pick: () => {} };
              for (const measure of PAIR_MEASURES) {
                const pairs = values.map((value, pair) => ({ pair, samples: [0, 1], classes: [pair % 2, 1], kept: true, kinks: 1, value }));
                const groups = byClasses(pairs, measure);
                const defined = [...groups.values()].filter((group) => group.defined > 0).map(({ value }) => value);
                if (defined.length > 0) {
                  const map = new Heatmap(handlers);
                  place(map.element);
                  map.set({ groups, names: ["a", "b"], classes: [0, 1], scale: heatScale(defined, measure), current: null, label: "a" });
                }
                if (pairs.length === 0) continue;
                const strip = new PairStrip(handlers);
                place(strip.element);
                strip.set({ groups: [{ pairs, name: "a", ...summary(pairs, measure) }, { pairs: [], name: "b", ...summary([], measure) }], measure, current: 0, label: "a" });
              }
              for (const value of values) {
                const path = { length: 1, f0: [value, 1], slope0: [value, 1], t: [0.25, 0.5], gap: [[value, 1], [-value, 1]], layer: [1, 1], unit: [0, 1] };
                for (const show of ["output", "bend"]) {
                  const plot = new PathPlot({ onCursor: () => {}, onPick: () => {} });
                  place(plot.element);
                  plot.set({ geometry: new PathGeometry(path), pair: 0, chosen: [0], names: ["a", "b"], layers: 1, show });
                }
                const histogram = new GapHistogram();
                place(histogram.element);
                histogram.set(new PathGeometry(path), 0, "a", "#0000ff");
                const surface = new SurfacePlot();
                place(surface.element);
                surface.set({ slices: [path, path, path, path], layers: 1, data: null, label: "a" });
              }
              if (values.length > 0) place(new Scatter({ samples: values.map((value) => ({ input: [1, 1], label: 0 })), name: "a", outputNames: ["a"] }).element);
              for (let i = 0; i < 3; i++) await frame();
              for (const chart of charts) {
                await new Promise((resolve) => { const look = () => (chart.area ? resolve() : requestAnimationFrame(look)); look(); });
                chart.readAt(chart.xs[0] ?? 0);
              }
              return [...main.querySelectorAll("svg *")].flatMap(({ attributes }) => [...attributes]).filter(({ value }) => /NaN|Infinity/.test(value)).length;
            }""";

    @Test
    void anAxisIsThatOfTheRunsThatDoNotDiverge() {
        visit("/#/glossary");
        Map<?, ?> linear = content(false, false, false);
        assertThat(number(linear, "high")).isLessThan(10);
        assertThat(number(linear, "drawn")).isLessThan(20);
        assertThat(number(linear, "beyond")).isEqualTo(2);
        assertThat(linear.get("end").toString()).contains("text=NaN").contains("edge=bottom");
        assertThat(number(content(true, false, false), "high")).isLessThan(1e8);
        assertThat(number(content(false, true, false), "high")).isLessThan(1e8);
        assertThat(number(content(false, false, true), "high")).isLessThan(10);
        assertThat(number(content(true, false, true), "high")).isGreaterThan(1e35);
    }

    @Test
    void everyChartDrawsThem() {
        page.route(
                "**/charts",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html; charset=utf-8")
                        .setBody(EMPTY_PAGE)));
        for (String values : VALUES) {
            visit("/charts");
            List<String> given = values.isEmpty() ? List.of() : List.of(values.split(" "));
            assertThat(page.evaluate(DRAW, given)).as(values).isEqualTo(0);
            assertThat(errors).as(values).isEmpty();
        }
    }

    @Test
    void aRunWhoseLossBecomesNaNIsComparedWithOneThatLearns() throws Exception {
        server.awaitState(server.start(ServerFixture.smallSpec()), "finished");
        JsonObject spec = ServerFixture.smallSpec();
        spec.getJsonObject("training").put("learningRate", 1000);
        spec.getJsonObject("measure").put("everySteps", 1);
        server.awaitState(server.start(spec), "failed");
        visit("/#/compare?runs=1,2");
        assertThat(page.locator("[data-chart=loss-train]")).hasAttribute("data-lines", "2");
        assertThat(page.locator("[data-chart=loss-train] .chart-points")).containsText("beyond the axis");
        visit("/#/runs/2");
        assertThat(page.locator("[data-chart=loss] .chart-points")).containsText("beyond the axis");
        assertThat(page.locator("[data-chart=loss] .chart-value")).containsText("NaN");
    }

    private Map<?, ?> content(boolean log, boolean ratio, boolean alone) {
        return (Map<?, ?>) page.evaluate(CONTENT, List.of(log, ratio, alone));
    }

    private static double number(Map<?, ?> content, String name) {
        return ((Number) content.get(name)).doubleValue();
    }
}
