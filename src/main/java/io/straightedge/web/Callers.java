package io.straightedge.web;

import io.straightedge.account.AccountException;
import io.straightedge.account.Accounts;
import io.straightedge.account.Addresses;
import io.straightedge.account.Caller;
import io.straightedge.account.Session;
import io.vertx.core.MultiMap;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells from a request's head who makes it: by an API token, or else by the cookie of a session. */
final class Callers {
    private static final String COOKIE = "straightedge_session";
    private static final String BEARER = "Bearer ";

    private final Accounts accounts;
    private final boolean required;

    /** @param required whether accounts are on */
    Callers(Accounts accounts, boolean required) {
        this.accounts = accounts;
        this.required = required;
    }

    boolean required() {
        return required;
    }

    /** @throws AccountException when there is a token that does not work */
    Optional<Caller> of(MultiMap headers) {
        if (!required) {
            return Optional.of(Caller.ANYONE);
        }
        @Nullable String authorization = headers.get("Authorization");
        if (authorization == null) {
            return Optional.ofNullable(session(headers)).flatMap(accounts::bySession);
        }
        Optional<Caller> caller = authorization.startsWith(BEARER)
                ? accounts.byToken(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
        if (caller.isEmpty()) {
            throw AccountException.of(
                    AccountException.Kind.LOGIN_NEEDED,
                    "the API token is wrong, has expired or was deleted; send \"Authorization: Bearer se_…\"");
        }
        return caller;
    }

    /** Whether what a caller came with still holds. */
    boolean lasts(Caller caller) {
        return accounts.lasts(caller);
    }

    /** Whose limits a request counts for: a user's, or an address's of which nobody is logged in. */
    static String who(Optional<Caller> caller, String address) {
        @Nullable String user = caller.map(Caller::name).orElse(null);
        return user == null ? "address " + Addresses.network(address) : "user " + user;
    }

    /** As {@link #who(Optional, String)}, of a request that was admitted. */
    static String who(RoutingContext context) {
        return who(Access.anyCaller(context), Peers.of(context).address());
    }

    /** The session's id in the cookie; null when there is none. */
    static @Nullable String session(MultiMap headers) {
        return headers.getAll("Cookie").stream()
                .flatMap(line -> Arrays.stream(line.split(";")))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(COOKIE + "="))
                .map(cookie -> cookie.substring(COOKIE.length() + 1))
                .findFirst()
                .orElse(null);
    }

    /** No script reads it, and no page of another host has it sent. */
    static Cookie cookie(String session, boolean secure) {
        return Cookie.cookie(COOKIE, session)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setSecure(secure)
                .setPath("/")
                .setMaxAge(Session.LONGEST.toSeconds());
    }

    static Cookie noCookie(boolean secure) {
        return cookie("", secure).setMaxAge(0);
    }
}
