/** Settings, read and checked once at start. */
@NullMarked
package io.straightedge.config;

import org.jspecify.annotations.NullMarked;
