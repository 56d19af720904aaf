package io.straightedge.web;

import io.straightedge.account.AuditEntry;
import io.straightedge.account.AuditStore;
import io.straightedge.account.Caller;
import io.straightedge.query.Field;
import io.straightedge.query.Fields;
import io.straightedge.query.Kind;
import io.straightedge.query.Listing;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who changed what, once the answer is out. What nobody in particular tried in vain is left out, logins
 * excepted, which are throttled: so strangers cannot fill the log. Of a request it takes the path and the action, never
 * the body.
 */
final class AuditTrail {
    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final String API = "/api/v1/";
    private static final String ABOUT = "auditAbout";
    /** Posts files, and nothing is kept of them. */
    private static final String LOOKS_ONLY = "previewDataset";

    private static final long MOST_ENTRIES = 100_000;
    private static final long TRIM_MILLIS = TimeUnit.HOURS.toMillis(1);
    private static final int TOO_MANY = 429;
    private static final int DEFAULT_PAGE = 100;

    private static final Fields<AuditEntry> FIELDS = Fields.of(
            List.of(
                    Field.of("id", Kind.NUMBER, AuditEntry::id),
                    Field.of("at", Kind.TIME, AuditEntry::at),
                    Field.of("user", Kind.TEXT, AuditEntry::user),
                    Field.of("address", Kind.TEXT, AuditEntry::address),
                    Field.of("action", Kind.TEXT, AuditEntry::action),
                    Field.of("target", Kind.TEXT, AuditEntry::target),
                    Field.of("status", Kind.NUMBER, AuditEntry::status)),
            "user",
            "action",
            "target");

    private final Vertx vertx;
    private final AuditStore store;

    /** @param target null for the path of the request */
    private record About(@Nullable String user, @Nullable String target) {}

    AuditTrail(Vertx vertx, AuditStore store) {
        this.vertx = vertx;
        this.store = store;
    }

    /** Begins to remove the oldest entries now and then. */
    void start() {
        vertx.setPeriodic(0, TRIM_MILLIS, timer -> vertx.executeBlocking(
                        () -> {
                            store.keepNewest(MOST_ENTRIES);
                            return true;
                        },
                        false)
                .onFailure(failure -> LOG.warn("the audit log was not trimmed", failure)));
    }

    /** Tells who turned out to make an open request, and whom it was about. */
    static void about(RoutingContext context, @Nullable String user, String target) {
        context.put(ABOUT, new About(user, target));
    }

    /** Writes an entry when a request that changes something has been answered. */
    void follow(RoutingContext context, String operation, @Nullable Caller caller) {
        if (!Origins.safe(context.request().method()) && !operation.equals(LOOKS_ONLY)) {
            context.addEndHandler(end -> write(context, operation, caller));
        }
    }

    JsonObject list(Request request) {
        Lists.Wanted<AuditEntry> wanted = Lists.Wanted.of(request, FIELDS, true, DEFAULT_PAGE);
        return wanted.answer(
                "entries",
                Listing.of(store::list, AuditEntry::id, wanted.batch()),
                page -> Lists.each(page, AuditTrail::json));
    }

    private void write(RoutingContext context, String operation, @Nullable Caller caller) {
        int status = context.response().getStatusCode();
        About about = Optional.<About>ofNullable(context.get(ABOUT))
                .orElseGet(() -> new About(caller == null ? null : caller.name(), null));
        if (status == TOO_MANY || (caller == null && about.target() == null)) {
            return;
        }
        String target = about.target() != null ? about.target() : target(context);
        AuditEntry entry = new AuditEntry(
                0,
                Instant.now(),
                about.user(),
                Peers.of(context).address(),
                AuditEntry.shortened(operation + action(context, operation)),
                AuditEntry.shortened(target),
                status);
        vertx.executeBlocking(
                        () -> {
                            store.append(entry);
                            return true;
                        },
                        false)
                .onFailure(failure -> LOG.error("not in the audit log: {}", entry, failure));
    }

    /** What was made, or else the path. */
    private static String target(RoutingContext context) {
        @Nullable String made = context.response().headers().get("Location");
        String path = made != null ? made : context.normalizedPath();
        return path.startsWith(API) ? path.substring(API.length()) : path;
    }

    /** Of an operation that stands for many, which one. */
    private static String action(RoutingContext context, String operation) {
        if (!operation.startsWith("actOn")) {
            return "";
        }
        try {
            String action = String.valueOf(new Request(context).body().getValue("action"));
            return action.matches("[a-z]{1,20}") ? " " + action : "";
        } catch (DecodeException e) {
            return "";
        }
    }

    private static JsonObject json(AuditEntry entry) {
        return new JsonObject()
                .put("id", entry.id())
                .put("at", entry.at().toString())
                .put("user", entry.user())
                .put("address", entry.address())
                .put("action", entry.action())
                .put("target", entry.target())
                .put("status", entry.status());
    }
}
