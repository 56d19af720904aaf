/**
 * Guided experiments: a question, the runs that answer it ({@link
 * io.straightedge.experiment.GuidedExperiment}), and the answer computed from what those runs measured
 * ({@link io.straightedge.experiment.Answer}), with its uncertainty. Texts and presets are data, in the
 * resources {@code guided/*.yaml}; how an answer is computed is one small class per question.
 */
@NullMarked
package io.straightedge.experiment;

import org.jspecify.annotations.NullMarked;
