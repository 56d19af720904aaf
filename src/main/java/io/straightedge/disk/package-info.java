/** The disk that holds what is kept: the room on it, and files that nobody else may read. */
@NullMarked
package io.straightedge.disk;

import org.jspecify.annotations.NullMarked;
