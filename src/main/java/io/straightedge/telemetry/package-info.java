/** Figures of the server itself, for those who look after it. */
@org.jspecify.annotations.NullMarked
package io.straightedge.telemetry;
