package io.straightedge.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Refuses heads that cannot be read one way alone, before anybody reads them. */
final class HeadCheck {
    private HeadCheck() {}

    static void check(RoutingContext context) {
        try {
            checkFraming(context.request());
            checkAddress(context);
        } catch (Errors.BadHeadException e) {
            context.fail(e);
            return;
        }
        context.next();
    }

    /** A proxy may read these otherwise than we do, and take a part of one request for the next. */
    private static void checkFraming(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll("Host");
        if (hosts.size() > 1) {
            throw new Errors.BadHeadException("there are " + hosts.size() + " Host headers; send one");
        }
        List<String> codings = request.headers().getAll("Transfer-Encoding");
        if (!codings.isEmpty() && (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked"))) {
            throw new Errors.BadHeadException(
                    "Transfer-Encoding \"" + String.join(", ", codings) + "\" is not allowed; use chunked, once");
        }
    }

    private static void checkAddress(RoutingContext context) {
        try {
            context.normalizedPath();
            context.request().params();
        } catch (IllegalArgumentException e) {
            throw new Errors.BadHeadException(
                    "the address has a % without two hexadecimal digits after it; write %25 for a percent sign");
        }
    }
}
