package io.straightedge.account;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where first answers are kept, to be given again to who repeats a request. Every method blocks. */
public interface AnswerStore {

    /**
     * What is kept of a request.
     *
     * @param request hash of what was asked
     * @param status of the answer; 0 while there is none
     * @param location address of what was made, or null
     */
    record Kept(String request, int status, @Nullable String location, String body) {
        public boolean answered() {
            return status > 0;
        }
    }

    /** @param key hash of who asks, where, and with which key */
    Optional<Kept> find(String key);

    /**
     * Notes that a request is about to be answered, and forgets what is too old.
     *
     * @param oldest kept from then on
     */
    void begin(String key, String request, Instant now, Instant oldest);

    void complete(String key, Kept answer);

    /** The request was refused: it may come again. */
    void forget(String key);
}
