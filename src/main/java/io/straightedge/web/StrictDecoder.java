package io.straightedge.web;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpMessage;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Takes no request whose length is given in two ways, as an attacker does to have a proxy and a server disagree on where
 * it ends. The usual decoder drops one of them before anybody else sees the head.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {
    private StrictDecoder(HttpServerOptions options) {
        super(options);
    }

    /** Reads the requests of a connection from now on. */
    static void readFrom(HttpConnection connection, HttpServerOptions options) {
        ChannelPipeline pipeline =
                ((ConnectionBase) connection).channelHandlerContext().pipeline();
        pipeline.replace(VertxHttpRequestDecoder.class, "httpDecoder", new StrictDecoder(options));
    }

    /** What is thrown here is answered with 400, and the connection closed. */
    @Override
    protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
        throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
    }
}
