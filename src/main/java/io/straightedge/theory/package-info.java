/** What the measures are expected to be at initialisation, in closed form. */
@NullMarked
package io.straightedge.theory;

import org.jspecify.annotations.NullMarked;
