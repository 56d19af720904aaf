package io.straightedge.web;

import io.netty.util.NetUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a connection: the client itself, or the one that a trusted proxy says it asks for. Each
 * proxy adds to the end of {@code X-Forwarded-For}, so what stands before the last address that is no proxy's may be
 * made up.
 */
final class Peers {
    private static final String PEER = "peer";

    private final Set<InetAddress> proxies;

    /** @param secure whether what the client sends is encrypted on its way */
    record Peer(String address, boolean secure) {}

    /** @param proxies whose headers are believed */
    Peers(Set<InetAddress> proxies) {
        this.proxies = proxies;
    }

    void find(RoutingContext context) {
        HttpServerRequest request = context.request();
        context.put(PEER, of(request.headers(), request.remoteAddress(), request.isSSL()));
        context.next();
    }

    static Peer of(RoutingContext context) {
        return Objects.requireNonNull(context.get(PEER), "the first handler looks who asks");
    }

    Peer of(MultiMap headers, SocketAddress remote, boolean encrypted) {
        String address = remote.hostAddress();
        if (!trusted(parse(address))) {
            return new Peer(address, encrypted);
        }
        List<String> named = list(headers, "X-Forwarded-For");
        for (int i = named.size() - 1; i >= 0; i--) {
            @Nullable InetAddress client = parse(named.get(i));
            if (client == null) {
                break;
            }
            address = client.getHostAddress();
            if (!trusted(client)) {
                break;
            }
        }
        List<String> schemes = list(headers, "X-Forwarded-Proto");
        boolean https = !schemes.isEmpty() && schemes.get(schemes.size() - 1).equalsIgnoreCase("https");
        return new Peer(address, encrypted || https);
    }

    private boolean trusted(@Nullable InetAddress address) {
        return address != null && proxies.contains(address);
    }

    /** Of an address in numbers; null for anything else. */
    private static @Nullable InetAddress parse(String address) {
        return NetUtil.createInetAddressFromIpAddressString(address);
    }

    private static List<String> list(MultiMap headers, String name) {
        return headers.getAll(name).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .toList();
    }
}
