package io.straightedge.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
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
    private final Patience patience;
    private final Map<Ends, Connection> connections = new HashMap<>();

    /**
     * How long clients may take.
     *
     * @param headMillis from the opening of a connection, or the last answer on it, to the end of the next head
     * @param bodyMillis from there to the end of the body
     * @param uploadMillis the same for bodies with files
     * @param paceMillis in which {@link #MIN_PACE_BYTES} of such a body have to come
     * @param idleMillis without any byte, while we wait for the client
     */
    record Patience(long headMillis, long bodyMillis, long uploadMillis, long paceMillis, long idleMillis) {
        static final Patience USUAL = new Patience(
                TimeUnit.SECONDS.toMillis(130),
                TimeUnit.SECONDS.toMillis(30),
                TimeUnit.MINUTES.toMillis(15),
                TimeUnit.SECONDS.toMillis(20),
                TimeUnit.SECONDS.toMillis(120));
    }

    /** Fewer than a poor telephone line brings. */
    static final long MIN_PACE_BYTES = 1 << 16;

    /** What tells connections apart: a WebSocket does not say which one it took over. */
    private record Ends(SocketAddress client, SocketAddress server) {
        static Ends of(HttpConnection connection) {
            return new Ends(connection.remoteAddress(), connection.localAddress());
        }
    }

    private static final class Connection {
        private int requests;
        private long timer;
    }

    SlowClients(Vertx vertx, Patience patience) {
        this.vertx = vertx;
        this.patience = patience;
    }

    void opened(HttpConnection connection) {
        Ends ends = Ends.of(connection);
        Connection state = new Connection();
        connections.put(ends, state);
        connection.closeHandler(closed -> {
            vertx.cancelTimer(state.timer);
            connections.remove(ends, state);
        });
        expectHead(connection, state);
    }

    /** The head of a request is complete. */
    void began(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpConnection connection = request.connection();
        Ends ends = Ends.of(connection);
        Connection state = connections.computeIfAbsent(ends, missed -> new Connection());
        vertx.cancelTimer(state.timer);
        state.requests++;
        boolean files = String.valueOf(request.getHeader("Content-Type")).startsWith("multipart/");
        long body =
                vertx.setTimer(files ? patience.uploadMillis() : patience.bodyMillis(), timer -> connection.close());
        request.end().onComplete(received -> {
            vertx.cancelTimer(body);
            if (!context.response().headWritten()) {
                IdleTimeout.pause(connection);
            }
        });
        context.addHeadersEndHandler(answering -> IdleTimeout.goOn(connection, patience.idleMillis()));
        context.addEndHandler(answered -> {
            vertx.cancelTimer(body);
            if (--state.requests == 0 && connections.get(ends) == state) {
                expectHead(connection, state);
            }
        });
        context.next();
    }

    /** The body of a request is read from now on, and has to come at some pace. */
    void expectFiles(RoutingContext context) {
        HttpServerRequest request = context.request();
        long[] before = {request.bytesRead()};
        long pace = vertx.setPeriodic(patience.paceMillis(), timer -> {
            if (request.bytesRead() - before[0] < MIN_PACE_BYTES) {
                request.connection().close();
            }
            before[0] = request.bytesRead();
        });
        request.end().onComplete(received -> vertx.cancelTimer(pace));
        context.addEndHandler(answered -> vertx.cancelTimer(pace));
    }

    /** The connection between two addresses becomes a WebSocket, which may be silent. */
    void upgraded(SocketAddress client, SocketAddress server) {
        Connection state = connections.remove(new Ends(client, server));
        if (state != null) {
            vertx.cancelTimer(state.timer);
        }
    }

    private void expectHead(HttpConnection connection, Connection state) {
        vertx.cancelTimer(state.timer);
        state.timer = vertx.setTimer(patience.headMillis(), timer -> connection.close());
    }
}
