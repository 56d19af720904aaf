package io.straightedge.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as the store knows it.
 *
 * @param id counts up from 1
 * @param stopped whether the user stopped it
 * @param owner name of the user who made it, or null when it was made without accounts
 */
public record Experiment(long id, ExperimentSpec spec, Instant created, boolean stopped, @Nullable String owner) {}
