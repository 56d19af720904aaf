package io.straightedge.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Only our own pages may change anything or open the live channel; a browser says which page asks. */
final class Origins {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private Origins() {}

    static void check(RoutingContext context) {
        if (SAFE.contains(context.request().method()) || own(context.request().headers())) {
            context.next();
        } else {
            context.fail(403);
        }
    }

    /** True when no page of another host asks; programs other than browsers name none. */
    static boolean own(MultiMap headers) {
        @Nullable String origin = headers.get("Origin");
        return origin == null || sameHost(origin, headers.get("Host"));
    }

    private static boolean sameHost(String origin, @Nullable String target) {
        try {
            @Nullable String authority = URI.create(origin).getRawAuthority();
            return authority != null
                    && target != null
                    && authority.toLowerCase(Locale.ROOT).equals(target.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
