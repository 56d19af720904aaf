package io.straightedge.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Cuts connections whose clients send a byte now and then to hold them. The time without any byte is the server's idle
 * timeout; here the time that a whole head or a whole body may take is bounded. All state belongs to the event loop
 * that serves the connections.
 */
final class SlowClients {
    private final Vertx vertx;
    private final long headMillis;
    private final long bodyMillis;
    private final long uploadMillis;
    private final Map<HttpConnection, Connection> connections = new HashMap<>();

    private static final class Connection {
        private int requests;
        private long timer;
    }

    /**
     * @param headMillis from the opening of a connection, or the last answer on it, to the end of the next head
     * @param bodyMillis from there to the end of the body
     * @param uploadMillis the same for bodies with files
     */
    SlowClients(Vertx vertx, long headMillis, long bodyMillis, long uploadMillis) {
        this.vertx = vertx;
        this.headMillis = headMillis;
        this.bodyMillis = bodyMillis;
        this.uploadMillis = uploadMillis;
    }

    static SlowClients patient(Vertx vertx) {
        return new SlowClients(
                vertx, TimeUnit.SECONDS.toMillis(130), TimeUnit.SECONDS.toMillis(30), TimeUnit.MINUTES.toMillis(15));
    }

    void opened(HttpConnection connection) {
        Connection state = new Connection();
        connections.put(connection, state);
        connection.closeHandler(closed -> {
            vertx.cancelTimer(state.timer);
            connections.remove(connection);
        });
        expectHead(connection, state);
    }

    /** The head of a request is complete. */
    void began(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        Connection state = connections.computeIfAbsent(connection, missed -> new Connection());
        vertx.cancelTimer(state.timer);
        state.requests++;
        boolean files = String.valueOf(request.getHeader("Content-Type")).startsWith("multipart/");
        long body = vertx.setTimer(files ? uploadMillis : bodyMillis, timer -> connection.close());
        request.end().onComplete(received -> vertx.cancelTimer(body));
        request.response().closeHandler(closed -> vertx.cancelTimer(body));
        request.response().endHandler(answered -> {
            vertx.cancelTimer(body);
            if (--state.requests == 0 && connections.containsKey(connection)) {
                expectHead(connection, state);
            }
        });
    }

    /** The connection has become a WebSocket, which may be silent. */
    void upgraded(HttpConnection connection) {
        Connection state = connections.remove(connection);
        if (state != null) {
            vertx.cancelTimer(state.timer);
        }
    }

    private void expectHead(HttpConnection connection, Connection state) {
        vertx.cancelTimer(state.timer);
        state.timer = vertx.setTimer(headMillis, timer -> connection.close());
    }
}
