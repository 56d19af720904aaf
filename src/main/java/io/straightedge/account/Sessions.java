package io.straightedge.account;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The sessions, in memory as well; when they were used last is written now and then. */
final class Sessions {
    private static final int ID_BITS = 256;
    private static final int MOST_BY_USER = 20;

    private final AccountStore store;
    private final Clock clock;
    private final Map<String, Session> byHash = new ConcurrentHashMap<>();
    private Instant written;

    Sessions(AccountStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.written = clock.instant();
        store.sessions().forEach(session -> byHash.put(session.hash(), session));
    }

    /** Begins a session and gives its id. A user's oldest ones make room for it. */
    synchronized String begin(String user) {
        List<Session> older = byHash.values().stream()
                .filter(session -> session.user().equals(user))
                .sorted(Comparator.comparing(Session::created).reversed())
                .skip(MOST_BY_USER - 1)
                .toList();
        older.forEach(session -> end(session::equals));
        String id = Secrets.random(ID_BITS);
        Instant now = clock.instant();
        Session session = new Session(Secrets.hash(id), user, now, now);
        store.add(session);
        byHash.put(session.hash(), session);
        return id;
    }

    /** The session with this hash, which is used now. */
    Optional<Session> use(String hash) {
        Instant now = clock.instant();
        return Optional.ofNullable(byHash.computeIfPresent(
                        hash, (key, session) -> session.expired(now) ? session : session.usedAt(now)))
                .filter(session -> !session.expired(now));
    }

    /** Whether there is such a session still; asking does not count as use. */
    boolean lasts(String hash) {
        Session session = byHash.get(hash);
        return session != null && !session.expired(clock.instant());
    }

    synchronized void end(Predicate<Session> which) {
        List<String> ended =
                byHash.values().stream().filter(which).map(Session::hash).toList();
        if (!ended.isEmpty()) {
            store.deleteSessions(ended);
            ended.forEach(byHash::remove);
        }
    }

    /** Removes what has expired and writes which were used since the last time. */
    synchronized void write() {
        Instant now = clock.instant();
        end(session -> session.expired(now));
        List<Session> used = byHash.values().stream()
                .filter(session -> !session.used().isBefore(written))
                .toList();
        if (!used.isEmpty()) {
            store.updateSessions(used);
        }
        written = now;
    }
}
