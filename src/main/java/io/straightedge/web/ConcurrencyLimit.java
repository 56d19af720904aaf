package io.straightedge.web;

import io.straightedge.account.AccountException;
import io.straightedge.text.Count;
import java.util.HashMap;
import java.util.Map;

/**
 * How many things of a kind are under way at once: of one user, or one address of which nobody is logged in, and of all
 * together. All state belongs to the event loop that serves the requests.
 */
final class ConcurrencyLimit {
    private final String what;
    private final int maxOfOne;
    private final int maxOfAll;
    private final long retrySeconds;
    private final Map<String, Integer> underWay = new HashMap<>();
    private int all;

    /** @param what they are, for the message to who has too many */
    ConcurrencyLimit(String what, int maxOfOne, int maxOfAll, long retrySeconds) {
        this.what = what;
        this.maxOfOne = maxOfOne;
        this.maxOfAll = maxOfAll;
        this.retrySeconds = retrySeconds;
    }

    /**
     * Begins one.
     *
     * @throws AccountException when it is one too many
     */
    void begin(String who) {
        int own = underWay.getOrDefault(who, 0);
        if (own >= maxOfOne) {
            throw tooMany(own + " " + what + " from here are");
        }
        if (all >= maxOfAll) {
            throw tooMany(all + " " + what + " are");
        }
        underWay.put(who, own + 1);
        all++;
    }

    void end(String who) {
        underWay.computeIfPresent(who, (key, own) -> own == 1 ? null : own - 1);
        all--;
    }

    private AccountException tooMany(String many) {
        return AccountException.tooMany(
                many + " under way, and no more may be; try again in " + Count.of(retrySeconds, "second"),
                retrySeconds);
    }
}
