package io.straightedge.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Gives each request a number, which its answer carries, and logs those that change something, fail or take long.
 * Queries of addresses and bodies are not logged: they may hold what is nobody's business.
 */
final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final long SLOW_MILLIS = 2000;

    private RequestLog() {}

    static void add(RoutingContext context) {
        String id = UUID.randomUUID().toString();
        long start = System.nanoTime();
        context.response().putHeader("X-Request-Id", id);
        context.addEndHandler(ended -> {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            int status = context.response().getStatusCode();
            boolean reads = READING.contains(context.request().method());
            Level level = status >= 500 || millis > SLOW_MILLIS ? Level.WARN : reads ? Level.DEBUG : Level.INFO;
            LOG.atLevel(level)
                    .addKeyValue("request", id)
                    .addKeyValue("method", context.request().method())
                    .addKeyValue("path", context.request().path())
                    .addKeyValue("status", status)
                    .addKeyValue("millis", millis)
                    .log("answered");
        });
        context.next();
    }
}
