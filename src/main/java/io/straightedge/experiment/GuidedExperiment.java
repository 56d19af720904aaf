package io.straightedge.experiment;

import io.straightedge.run.ExperimentSpec;
import io.straightedge.text.Count;
import java.util.function.Function;

/**
 * A question and everything needed to answer it.
 *
 * @param question one sentence
 * @param claim what to expect, one sentence
 * @param source where the claim comes from
 * @param chart that shows the answer
 * @param quick takes minutes on two cores, with built-in data
 * @param full the paper's settings
 * @param quickMinutes about how long quick takes on two cores
 * @param fullMinutes about how long full takes on two cores
 * @param judge computes the answer once every cell has finished runs enough
 */
public record GuidedExperiment(
        String id,
        String title,
        String question,
        String claim,
        String source,
        ChartHint chart,
        ExperimentSpec quick,
        ExperimentSpec full,
        int quickMinutes,
        int fullMinutes,
        Function<Results, Answer> judge) {

    /** Finished runs of every cell without which there is no uncertainty, so no answer. */
    private static final int LEAST_RUNS = 2;

    public ExperimentSpec spec(Preset preset) {
        return preset == Preset.QUICK ? quick : full;
    }

    /** About how long a preset takes on two cores. */
    public int minutes(Preset preset) {
        return preset == Preset.QUICK ? quickMinutes : fullMinutes;
    }

    /** What the finished runs say; waiting while a cell has too few of them. */
    public Answer answer(Results results) {
        if (results.fewestPerCell() < LEAST_RUNS) {
            return Answer.waiting(
                    results.finished().size() + " of " + Count.of(results.spec().runs(), "run")
                            + " finished so far; an answer needs "
                            + LEAST_RUNS + " of every setting");
        }
        return judge.apply(results);
    }
}
