package io.straightedge.experiment;

import java.util.List;
import java.util.Optional;

/** The guided experiments there are: the claims of the science first, in order, then the paper's figures. */
public final class GuidedExperiments {
    private static final List<GuidedExperiment> ALL = List.of(
            GuidedFile.read("kinks-count-units", KinksCountUnits::judge),
            GuidedFile.read("gap-width", GapWidth::judge),
            GuidedFile.read("bend-width", BendWidth::judge),
            GuidedFile.read("random-walk", RandomWalk::judge),
            GuidedFile.read("sgd-straightens", SgdStraightens::judge),
            GuidedFile.read("wider-straightens", WiderStraightens::judge),
            GuidedFile.read("random-labels", RandomLabels::judge),
            GuidedFile.read("lazy-rich", LazyRich::judge),
            GuidedFile.read("margin-bend", MarginBend::judge),
            GuidedFile.read("splines", Splines::judge),
            GuidedFile.read("figure-2", Figure2::judge),
            GuidedFile.read("figure-3", Figure3::judge),
            GuidedFile.read("figure-6a", MarginBend::judge));

    private GuidedExperiments() {}

    public static List<GuidedExperiment> all() {
        return ALL;
    }

    public static Optional<GuidedExperiment> find(String id) {
        return ALL.stream().filter(experiment -> experiment.id().equals(id)).findFirst();
    }
}
