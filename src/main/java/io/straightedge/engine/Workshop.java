package io.straightedge.engine;

import io.straightedge.data.Datasets;
import io.straightedge.run.RunLimits;
import io.straightedge.run.RunStore;
import io.vertx.core.WorkerExecutor;

/**
 * What every run on this node works with.
 *
 * @param measuring pool beside the training, for measurements
 * @param saving pool for checkpoints
 */
record Workshop(
        RunLimits limits,
        Datasets datasets,
        RunStore store,
        Recorder recorder,
        RunStates states,
        RunSignals signals,
        Checkpoints checkpoints,
        WorkerExecutor measuring,
        WorkerExecutor saving) {}
