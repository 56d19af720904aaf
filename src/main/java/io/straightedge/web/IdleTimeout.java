package io.straightedge.web;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateHandler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection on which nothing has moved for a while, but not while we are the ones who are waited for: an import
 * may take long.
 */
final class IdleTimeout {
    private static final String NAME = "idle";

    /** The last of the handlers, which is told that nothing moves. */
    private static final String LAST = "handler";

    private IdleTimeout() {}

    static void pause(HttpConnection connection) {
        ChannelPipeline pipeline = pipeline(connection);
        if (pipeline.get(NAME) != null) {
            pipeline.remove(NAME);
        }
    }

    static void goOn(HttpConnection connection, long millis) {
        ChannelPipeline pipeline = pipeline(connection);
        if (pipeline.get(NAME) == null && pipeline.get(LAST) != null) {
            pipeline.addBefore(LAST, NAME, new IdleStateHandler(0, 0, millis, TimeUnit.MILLISECONDS));
        }
    }

    private static ChannelPipeline pipeline(HttpConnection connection) {
        return ((ConnectionBase) connection).channelHandlerContext().pipeline();
    }
}
