package io.straightedge.run;

import java.time.Duration;

/**
 * How much one run may be. 0 is no limit, everywhere.
 *
 * @param parameters weights and biases of its network
 * @param memoryBytes it is expected to take at most while it trains and is measured
 * @param time it may train, pauses not counted
 */
public record RunLimits(long parameters, long memoryBytes, Duration time) {
    public static final long MOST_PARAMETERS = 50_000_000;

    /** Without a limit on time. */
    public static final RunLimits DEFAULT = new RunLimits(MOST_PARAMETERS, memoryHere(), Duration.ZERO);

    /**
     * What this process may take altogether: its heap, and as much beside it, which is the bound that the numerical
     * libraries set themselves. That is half of the machine's memory, unless the virtual machine was told otherwise.
     */
    public static long memoryHere() {
        return 2 * Runtime.getRuntime().maxMemory();
    }
}
