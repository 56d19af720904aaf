package io.straightedge.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Only our own pages may change anything or open the live channel; a browser says which page asks. Where accounts are
 * off, no other page may ask for anything but to be left for ours, and the browser has to ask for this machine by a name
 * of its own: a page elsewhere whose name was made to point here would pass for ours.
 */
final class Origins {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** Where somebody may come to from elsewhere. */
    private static final Set<String> PAGES = Set.of("/", "/index.html");

    /** Our page, and what somebody types or has bookmarked. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private static final Pattern LOOPBACK = Pattern.compile(
            "(localhost|.*\\.localhost|127(\\.\\d{1,3}){3}|\\[::1])\\.?(:\\d+)?", Pattern.CASE_INSENSITIVE);

    private final boolean loopbackOnly;

    /** @param loopbackOnly whether accounts are off */
    Origins(boolean loopbackOnly) {
        this.loopbackOnly = loopbackOnly;
    }

    /** Whether a method only reads. */
    static boolean safe(HttpMethod method) {
        return SAFE.contains(method);
    }

    void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (here(request.headers())
                && (loopbackOnly ? maySee(request) : safe(request.method()) || own(request.headers()))) {
            context.next();
        } else {
            context.fail(403);
        }
    }

    /** Whether a WebSocket may be opened. */
    boolean allowed(MultiMap headers) {
        return here(headers) && own(headers);
    }

    /** What our page asks for, or a program; or somebody who follows a link to it. */
    private static boolean maySee(HttpServerRequest request) {
        return own(request.headers())
                || (request.method() == HttpMethod.GET
                        && PAGES.contains(request.path())
                        && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                        && "document".equals(request.getHeader("Sec-Fetch-Dest")));
    }

    private boolean here(MultiMap headers) {
        @Nullable String host = headers.get("Host");
        return !loopbackOnly || host == null || LOOPBACK.matcher(host).matches();
    }

    /** True when no page of another host asks; programs other than browsers name none. */
    private static boolean own(MultiMap headers) {
        @Nullable String origin = headers.get("Origin");
        @Nullable String site = headers.get("Sec-Fetch-Site");
        return (origin == null || sameHost(origin, headers.get("Host"))) && (site == null || OWN_SITES.contains(site));
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
