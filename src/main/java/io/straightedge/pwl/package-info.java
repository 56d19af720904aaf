/** Piecewise linear networks and their exact restriction to a segment. */
@NullMarked
package io.straightedge.pwl;

import org.jspecify.annotations.NullMarked;
