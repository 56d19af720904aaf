package io.straightedge.engine;

import io.straightedge.data.DatasetRequest;
import io.straightedge.run.DatasetSpec;
import io.straightedge.run.RunSpec;

/** Turns a run's words into those of the data package. */
final class DatasetRequests {
    private DatasetRequests() {}

    static DatasetRequest of(RunSpec spec) {
        DatasetSpec data = spec.dataset();
        return new DatasetRequest(
                data.name(),
                data.samples(),
                data.labelNoise(),
                data.standardise(),
                data.rescale(),
                data.dimension(),
                data.classes(),
                data.function(),
                data.noise(),
                spec.training().seed());
    }
}
