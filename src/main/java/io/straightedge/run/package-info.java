/**
 * The vocabulary every other package speaks: what a run is asked to do ({@link
 * io.straightedge.run.RunSpec}), what it is ({@link io.straightedge.run.Run}), what happens to it
 * ({@link io.straightedge.run.RunEvent}), where that is kept ({@link io.straightedge.run.RunStore})
 * and how it is steered ({@link io.straightedge.run.RunControl}).
 */
@NullMarked
package io.straightedge.run;

import org.jspecify.annotations.NullMarked;
