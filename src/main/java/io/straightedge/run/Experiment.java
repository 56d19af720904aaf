package io.straightedge.run;

import java.time.Instant;

/**
 * An experiment as the store knows it.
 *
 * @param id counts up from 1
 * @param stopped whether the user stopped it
 */
public record Experiment(long id, ExperimentSpec spec, Instant created, boolean stopped) {}
