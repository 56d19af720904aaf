package io.straightedge.web;

import io.straightedge.account.AccountException;
import io.straightedge.account.Accounts;
import io.straightedge.account.ApiToken;
import io.straightedge.account.Caller;
import io.straightedge.account.Caller.Via;
import io.straightedge.account.Role;
import io.straightedge.account.User;
import io.straightedge.query.Field;
import io.straightedge.query.Fields;
import io.straightedge.query.Kind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the routes of sessions, users and tokens do. Every method blocks and runs on a worker thread. */
final class AccountApi {
    private static final Fields<User> USER_FIELDS = Fields.of(
            List.of(
                    Field.of("name", Kind.TEXT, User::name),
                    Field.oneOf(
                            "role",
                            Arrays.stream(Role.values()).map(Role::label).toList(),
                            user -> user.role().label()),
                    Field.of("disabled", Kind.FLAG, User::disabled),
                    Field.of("created", Kind.TIME, User::created)),
            "name");

    private static final Fields<ApiToken> TOKEN_FIELDS = Fields.of(
            List.of(
                    Field.of("id", Kind.NUMBER, ApiToken::id),
                    Field.of("name", Kind.TEXT, ApiToken::name),
                    Field.oneOf(
                            "scope",
                            Arrays.stream(ApiToken.Scope.values())
                                    .map(ApiToken.Scope::label)
                                    .toList(),
                            token -> token.scope().label()),
                    Field.of("created", Kind.TIME, ApiToken::created),
                    Field.of("expires", Kind.TIME, ApiToken::expires),
                    Field.of("used", Kind.TIME, ApiToken::used)),
            "name");

    private final Accounts accounts;
    private final boolean required;
    private final UseApi use;

    /** @param required whether accounts are on */
    AccountApi(Accounts accounts, boolean required, UseApi use) {
        this.accounts = accounts;
        this.required = required;
        this.use = use;
    }

    JsonObject whoAmI(Request request) {
        if (!required) {
            return new JsonObject().put("auth", "none");
        }
        Optional<Caller> caller = Access.anyCaller(request.context());
        @Nullable String session = Callers.session(request.context().request().headers());
        @Nullable User user = caller.map(Caller::user).orElse(null);
        return new JsonObject()
                .put("auth", "local")
                .put("user", user == null ? null : json(user))
                .put(
                        "csrf",
                        caller.isPresent() && caller.get().via() == Via.SESSION && session != null
                                ? Accounts.csrfToken(session)
                                : null)
                .put("welcome", accounts.none());
    }

    /** How long to wait before {@link #login}. Never blocks. */
    Duration loginDelay(Request request) {
        return request.body().getValue("name") instanceof String name ? accounts.loginDelay(name) : Duration.ZERO;
    }

    Accounts.Login login(Request request) {
        checkOn();
        JsonObject body = request.body();
        String name = text(body, "name");
        boolean known = accounts.users().stream().anyMatch(user -> user.name().equals(name.strip()));
        // What is no user's name may be a password that was typed into the wrong field.
        AuditTrail.about(request.context(), null, known ? "users/" + name.strip() : "a name that is no user's");
        Accounts.Login login = accounts.login(name, text(body, "password"), request.address());
        return begun(request, login);
    }

    Accounts.Login redeem(Request request) {
        checkOn();
        JsonObject body = request.body();
        AuditTrail.about(request.context(), null, "a one-time link");
        return begun(
                request,
                accounts.redeem(text(body, "code"), body.getString("name"), text(body, "password"), request.address()));
    }

    /** A new login ends the session it comes with. */
    private Accounts.Login begun(Request request, Accounts.Login login) {
        Access.anyCaller(request.context())
                .filter(caller -> caller.via() == Via.SESSION)
                .ifPresent(accounts::logout);
        AuditTrail.about(
                request.context(), login.user().name(), "users/" + login.user().name());
        return login;
    }

    static Future<Void> loggedIn(RoutingContext context, Accounts.Login login) {
        context.response()
                .addCookie(Callers.cookie(login.session(), Peers.of(context).secure()));
        return context.json(new JsonObject()
                .put("auth", "local")
                .put("user", json(login.user()))
                .put("csrf", Accounts.csrfToken(login.session())));
    }

    boolean logout(Request request) {
        accounts.logout(request.caller());
        return true;
    }

    boolean logoutEverywhere(Request request) {
        accounts.logoutEverywhere(String.valueOf(request.caller().name()));
        return true;
    }

    static Future<Void> loggedOut(RoutingContext context, boolean done) {
        context.response()
                .setStatusCode(204)
                .addCookie(Callers.noCookie(Peers.of(context).secure()));
        return context.response().end();
    }

    void changePassword(Request request) {
        JsonObject body = request.body();
        accounts.changePassword(request.caller(), text(body, "current"), text(body, "password"), request.address());
    }

    JsonObject listTokens(Request request) {
        return Lists.answer(request, "tokens", TOKEN_FIELDS, accounts.tokens(request.caller()), AccountApi::json);
    }

    JsonObject createToken(Request request) {
        JsonObject body = request.body();
        ApiToken.Scope scope = ApiToken.Scope.of(text(body, "scope"))
                .orElseThrow(() -> new Errors.BadParameterException("scope", body.getString("scope"), "read or write"));
        Accounts.NewToken made =
                accounts.addToken(request.caller(), text(body, "name"), scope, instant(body, "expires"));
        return json(made.token()).put("secret", made.secret());
    }

    void deleteToken(Request request) {
        accounts.deleteToken(request.caller(), request.id());
    }

    JsonObject listUserTokens(Request request) {
        return Lists.answer(request, "tokens", TOKEN_FIELDS, accounts.tokensOf(request.name()), AccountApi::json);
    }

    void deleteUserToken(Request request) {
        accounts.deleteTokenOf(request.name(), request.id());
    }

    /** With what each takes. */
    JsonObject listUsers(Request request) {
        return Lists.answer(request, "users", USER_FIELDS, accounts.users(), user -> json(user)
                .put("use", use.of(user.name())));
    }

    /** The answer has the code of a link with which the user chooses a password. */
    JsonObject createUser(Request request) {
        JsonObject body = request.body();
        String name = text(body, "name").strip();
        Role role = role(text(body, "role"));
        String code = accounts.invite(name, role);
        return new JsonObject().put("name", name).put("role", role.label()).put("code", code);
    }

    JsonObject changeUser(Request request) {
        JsonObject body = request.body();
        @Nullable Role role = body.containsKey("role") ? role(text(body, "role")) : null;
        @Nullable Object disabled = body.getValue("disabled");
        if (disabled != null && !(disabled instanceof Boolean)) {
            throw new Errors.BadParameterException("disabled", String.valueOf(disabled), "true or false");
        }
        return json(accounts.change(request.name(), role, (Boolean) disabled));
    }

    JsonObject resetPassword(Request request) {
        return new JsonObject().put("name", request.name()).put("code", accounts.resetCode(request.name()));
    }

    private void checkOn() {
        if (!required) {
            throw AccountException.of(
                    AccountException.Kind.CONFLICT, "accounts are off; start the server with --auth local");
        }
    }

    private static Role role(String label) {
        return Role.of(label)
                .orElseThrow(() -> new Errors.BadParameterException("role", label, "viewer, member or admin"));
    }

    private static String text(JsonObject body, String field) {
        if (body.getValue(field) instanceof String text) {
            return text;
        }
        throw AccountException.invalid(field, "is missing; it has to be a text");
    }

    private static @Nullable Instant instant(JsonObject body, String field) {
        if (body.getValue(field) == null) {
            return null;
        }
        try {
            return Instant.parse(text(body, field));
        } catch (DateTimeParseException e) {
            throw new Errors.BadParameterException(field, body.getString(field), "a time such as 2030-01-31T00:00:00Z");
        }
    }

    private static JsonObject json(User user) {
        return new JsonObject()
                .put("name", user.name())
                .put("role", user.role().label())
                .put("disabled", user.disabled())
                .put("created", user.created().toString());
    }

    private static JsonObject json(ApiToken token) {
        return new JsonObject()
                .put("id", token.id())
                .put("name", token.name())
                .put("scope", token.scope().label())
                .put("created", token.created().toString())
                .put("expires", token.expires() == null ? null : token.expires().toString())
                .put("used", token.used() == null ? null : token.used().toString());
    }
}
