/** The few BLAS calls used, and the settings of the native libraries. */
@NullMarked
package io.straightedge.linalg;

import org.jspecify.annotations.NullMarked;
