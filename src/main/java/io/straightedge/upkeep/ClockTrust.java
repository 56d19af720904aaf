package io.straightedge.upkeep;

import io.straightedge.disk.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the clock may be believed when it says that something is old: to one that is months ahead everything is. It may
 * once it has run evenly for a week. Where it jumps, by more than a server is usually off, the week begins anew; that
 * leaves time to set a wrong clock right, and delays retention by a week where the server was merely off for longer.
 *
 * <p>A file in the data directory has two lines: since when the clock has run evenly, and when it was last looked at.
 */
final class ClockTrust {
    static final Duration MAX_JUMP = Duration.ofDays(7);
    static final Duration MAX_BACK = Duration.ofDays(1);
    static final Duration GRACE = Duration.ofDays(7);
    static final String FILE = "clock";

    private static final Logger LOG = LoggerFactory.getLogger(ClockTrust.class);

    private final Path file;
    private Instant evenSince;
    private Instant seen;

    /** @param newest when the last thing happened that is known without the file */
    ClockTrust(Path dataDir, Instant newest) {
        this.file = dataDir.resolve(FILE);
        this.evenSince = newest.minus(GRACE);
        this.seen = newest;
        read();
    }

    /** Takes notice of what time it is, and gives the time from which the clock is believed where it is not yet. */
    Optional<Instant> doubtedUntil(Instant now) {
        if (now.isAfter(seen.plus(MAX_JUMP)) || now.isBefore(seen.minus(MAX_BACK))) {
            LOG.warn("the clock says {}, and {} when it was last looked at", now, seen);
            evenSince = now;
        }
        seen = now;
        write();
        Instant until = evenSince.plus(GRACE);
        return now.isBefore(until) ? Optional.of(until) : Optional.empty();
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(file);
            Instant since = Instant.parse(lines.get(0));
            seen = Instant.parse(lines.get(1));
            evenSince = since;
        } catch (IOException | DateTimeParseException | IndexOutOfBoundsException e) {
            LOG.warn("{} cannot be read and is written anew ({})", file, e.toString());
        }
    }

    private void write() {
        try {
            PrivateFiles.write(file, evenSince + "\n" + seen + "\n");
        } catch (IOException e) {
            LOG.warn("{} cannot be written ({}); the clock is compared with what happened last", file, e.toString());
        }
    }
}
