/** The program: commands, and how its parts are put together. */
@NullMarked
package io.straightedge;

import org.jspecify.annotations.NullMarked;
