package io.straightedge.experiment;

import io.straightedge.run.Experiment;
import io.straightedge.run.ExperimentStore;
import io.straightedge.run.ExperimentStore.Ends;
import io.straightedge.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Reads what an experiment's runs measured out of the store. */
public final class ResultReader {
    private ResultReader() {}

    /** @param keys the wanted metric keys; empty means all */
    public static Results results(ExperimentStore store, Experiment experiment, Set<String> keys) {
        Map<Long, Map<String, Ends>> ends = store.ends(experiment.id(), keys);
        List<RunResult> runs = new ArrayList<>();
        for (Run run : store.runs(experiment.id())) {
            runs.add(new RunResult(
                    run.id(),
                    Objects.requireNonNull(run.cell()),
                    run.spec().training().seed(),
                    run.state(),
                    ends.getOrDefault(run.id(), Map.of())));
        }
        return new Results(experiment.spec(), runs);
    }
}
