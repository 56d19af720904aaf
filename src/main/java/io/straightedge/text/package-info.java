/** How messages are worded. */
@NullMarked
package io.straightedge.text;

import org.jspecify.annotations.NullMarked;
