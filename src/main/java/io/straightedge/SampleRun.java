package io.straightedge;

import io.straightedge.data.Datasets;
import io.straightedge.run.RunControl;
import io.straightedge.run.RunSpec;
import io.straightedge.run.RunStore;
import java.util.List;
import java.util.Map;

/**
 * The run a newcomer sees first: real digits where they are, drawn ones otherwise. Its learning rate rises
 * slowly, so that the gap deviation still falls when the page has been opened.
 */
final class SampleRun {
    private SampleRun() {}

    /** Starts it, unless there are runs already. */
    static void start(RunStore store, RunControl control, Datasets datasets) {
        if (!store.list(Long.MAX_VALUE, 1).isEmpty()) {
            return;
        }
        boolean mnist = datasets.list().stream().anyMatch(entry -> entry.name().equals("mnist") && entry.available());
        String dataset = mnist ? "mnist" : "digits";
        control.submit(RunSpec.of(Map.of(
                "name",
                "sample: " + dataset + ", one layer of 1000",
                "tags",
                List.of("sample"),
                "dataset",
                Map.of("name", dataset),
                "network",
                Map.of("hidden", List.of(1000)),
                "training",
                Map.of("learningRate", 0.005, "warmupEpochs", 200, "epochs", 600),
                "measure",
                Map.of("budget", 0.25))));
    }
}
