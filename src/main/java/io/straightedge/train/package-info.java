/** Training by DeepLearning4J. The only package that imports it. */
@NullMarked
package io.straightedge.train;

import org.jspecify.annotations.NullMarked;
