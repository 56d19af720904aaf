package io.straightedge.account;

import java.time.Instant;
import java.util.List;

/** Where is kept who did what. Every method blocks and may be called from any thread. */
public interface AuditStore {
    void append(AuditEntry entry);

    /** At most {@code limit} entries with an id below {@code before}, newest first. */
    List<AuditEntry> list(long before, int limit);

    /** Removes the entries of before a moment; returns how many they were. */
    int deleteBefore(Instant moment);

    /** Removes all but the newest. */
    void keepNewest(long entries);
}
