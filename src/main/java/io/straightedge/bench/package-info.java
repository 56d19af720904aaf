/** The project's own benchmark: the exact engine beside the methods that it replaces, in one run. */
@NullMarked
package io.straightedge.bench;

import org.jspecify.annotations.NullMarked;
