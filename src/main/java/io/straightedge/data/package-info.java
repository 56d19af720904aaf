/** Where samples come from: files and seeded generators, prepared for training. */
@NullMarked
package io.straightedge.data;

import org.jspecify.annotations.NullMarked;
