package io.straightedge.web;

import io.straightedge.account.AccountException;
import io.straightedge.account.Caller;
import io.vertx.core.MultiMap;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import java.util.Optional;

/** Lets in who may open the live channel. */
final class LiveDoor {
    private static final String LIVE = "/api/v1/live";

    private final Origins origins;
    private final Peers peers;
    private final Callers callers;
    private final RateLimits rates;
    private final SlowClients slow;
    private final LiveHub hub;

    LiveDoor(Origins origins, Peers peers, Callers callers, RateLimits rates, SlowClients slow, LiveHub hub) {
        this.origins = origins;
        this.peers = peers;
        this.callers = callers;
        this.rates = rates;
        this.slow = slow;
        this.hub = hub;
    }

    void check(ServerWebSocketHandshake handshake) {
        int refusal = refusal(handshake);
        if (refusal != 0) {
            handshake.reject(refusal);
        } else {
            slow.upgraded(handshake.remoteAddress(), handshake.localAddress());
            handshake.accept();
        }
    }

    /** Who has logged out since the handshake does not come in. */
    void accept(ServerWebSocket connection) {
        caller(connection.headers()).ifPresentOrElse(caller -> hub.accept(connection, caller), connection::close);
    }

    /** Status of the answer; 0 when there is nothing to refuse. */
    private int refusal(ServerWebSocketHandshake handshake) {
        if (!handshake.path().equals(LIVE)) {
            return 404;
        }
        if (!origins.allowed(handshake.headers())) {
            return 403;
        }
        Optional<Caller> caller = caller(handshake.headers());
        try {
            rates.count(caller, address(handshake), null);
        } catch (AccountException e) {
            return 429;
        }
        return caller.isEmpty() ? 401 : 0;
    }

    private String address(ServerWebSocketHandshake handshake) {
        return peers.of(handshake.headers(), handshake.remoteAddress(), handshake.isSsl())
                .address();
    }

    private Optional<Caller> caller(MultiMap headers) {
        try {
            return callers.of(headers);
        } catch (AccountException e) {
            return Optional.empty();
        }
    }
}
