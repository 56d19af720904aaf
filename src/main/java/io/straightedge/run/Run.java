package io.straightedge.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as the store knows it.
 *
 * @param id counts up from 1
 * @param message why it is in this state, where that is not obvious; empty otherwise
 * @param step training steps done, as of the last stored event
 * @param lastSeq number of the last stored event; 0 before the first
 * @param setup what was found out when data and network were made; null until then
 * @param experiment that it belongs to, or null
 * @param cell of that experiment, from 0, or null
 * @param owner name of the user who made it, or null when it was made without accounts
 * @param labels as they were changed last
 * @param version counts the changes of the labels from 1
 */
public record Run(
        long id,
        RunSpec spec,
        RunState state,
        String message,
        Instant created,
        @Nullable Instant started,
        @Nullable Instant ended,
        long step,
        long lastSeq,
        @Nullable RunSetup setup,
        @Nullable Long experiment,
        @Nullable Integer cell,
        @Nullable String owner,
        RunLabels labels,
        long version) {}
