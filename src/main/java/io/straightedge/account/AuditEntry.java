package io.straightedge.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody did or tried.
 *
 * @param id counts up; 0 before it is stored
 * @param user null when nobody was logged in, or accounts are off
 * @param address of the client
 * @param action the operation of the API
 * @param target what it was done to
 * @param status of the answer: 400 and above did not succeed
 */
public record AuditEntry(
        long id, Instant at, @Nullable String user, String address, String action, String target, int status) {
    private static final int LONGEST = 200;

    /** A text that an entry can hold. */
    public static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
