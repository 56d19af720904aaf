/**
 * Runs under way: the queue, the training verticles, the measuring workers, and the recorder that
 * writes what they report to the store and then tells listeners.
 */
@NullMarked
package io.straightedge.engine;

import org.jspecify.annotations.NullMarked;
