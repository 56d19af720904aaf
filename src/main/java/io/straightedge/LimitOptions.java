package io.straightedge;

import io.straightedge.run.Limits;
import io.straightedge.run.RunLimits;
import io.straightedge.run.UserLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The limits of fair use, as flags. */
final class LimitOptions {
    private static final double MEGABYTE = 1e6;
    private static final double HOUR_MILLIS = 3.6e6;

    @Option(
            names = "--user-running",
            description = "runs of one user that train at the same time, 0 for as many as there are workers",
            defaultValue = "0")
    private int running;

    @Option(names = "--user-queued", description = "runs of one user that wait, 0 for no limit", defaultValue = "1000")
    private int queued;

    @Option(
            names = "--user-points",
            description = "points of one user's runs that are stored, 0 for no limit",
            defaultValue = "50000000")
    private long points;

    @Option(
            names = "--user-disk-mb",
            description = "megabytes that one user's runs, checkpoints and uploads take, 0 for no limit",
            defaultValue = "20000")
    private long diskMegabytes;

    @Option(
            names = "--run-parameters",
            description = "weights and biases of a run, 0 for no limit",
            defaultValue = "" + RunLimits.MOST_PARAMETERS)
    private long parameters;

    @Option(
            names = "--run-memory-mb",
            description = "megabytes that a run is expected to need, 0 for no limit (default: half of the memory here)")
    private @Nullable Long memoryMegabytes;

    @Option(
            names = "--memory-mb",
            description = "megabytes that all runs under way are expected to need together; others wait; 0 for no limit"
                    + " (default: half of the memory here)")
    private @Nullable Long togetherMegabytes;

    @Option(
            names = "--run-hours",
            description = "hours that a run trains before it is paused, 0 for no limit",
            defaultValue = "168")
    private double hours;

    /** @throws IllegalArgumentException when one is below 0 */
    Limits limits() {
        long memory = bytes("--run-memory-mb", memoryMegabytes);
        return new Limits(
                new UserLimits(
                        (int) checked("--user-running", running),
                        (int) checked("--user-queued", queued),
                        (long) checked("--user-points", points),
                        (long) (checked("--user-disk-mb", diskMegabytes) * MEGABYTE)),
                new RunLimits((long) checked("--run-parameters", parameters), memory, Duration.ofMillis((long)
                        (checked("--run-hours", hours) * HOUR_MILLIS))),
                bytes("--memory-mb", togetherMegabytes));
    }

    private static long bytes(String flag, @Nullable Long megabytes) {
        return megabytes == null ? RunLimits.memoryHere() : (long) (checked(flag, megabytes) * MEGABYTE);
    }

    private static double checked(String flag, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(flag + " is below 0; use 0 for no limit");
        }
        return value;
    }
}
