package io.straightedge.web;

import io.straightedge.run.Quotas;
import io.straightedge.run.Use;
import io.straightedge.run.UserLimits;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What users take and may take. Every method blocks, on the store at most, and runs on a worker thread. */
final class UseApi {
    private final Quotas quotas;

    UseApi(Quotas quotas) {
        this.quotas = quotas;
    }

    /** The caller's own; where accounts are off, of all that is nobody's, and without limits. */
    JsonObject own(Request request) {
        @Nullable String name = request.caller().name();
        return new JsonObject()
                .put("use", of(name))
                .put("limits", json(name == null ? UserLimits.NONE : quotas.limits()));
    }

    /** @param name of the user; null for what is nobody's */
    JsonObject of(@Nullable String name) {
        Use use = quotas.use(name);
        return new JsonObject()
                .put("running", use.running())
                .put("queued", use.queued())
                .put("points", use.points())
                .put("diskBytes", use.diskBytes());
    }

    private static JsonObject json(UserLimits limits) {
        return new JsonObject()
                .put("running", limits.running())
                .put("queued", limits.queued())
                .put("points", limits.points())
                .put("diskBytes", limits.diskBytes());
    }
}
