package io.straightedge.web;

import io.straightedge.account.Caller;
import io.straightedge.account.Role;
import io.straightedge.config.AppConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where things lie on this machine, which is nobody's business but the administrators'. */
final class Places {
    private static final String KEY = "places";

    private final Map<String, String> names = new LinkedHashMap<>();

    Places(AppConfig config) {
        // The one may lie in the other.
        add(config.datasetsDir(), "<datasets-dir>");
        add(config.dataDir(), "<data-dir>");
    }

    private void add(Path directory, String name) {
        names.put(directory.toAbsolutePath().normalize().toString(), name);
        if (directory.isAbsolute()) {
            names.put(directory.toString(), name);
        }
    }

    void find(RoutingContext context) {
        context.put(KEY, this);
        context.next();
    }

    /** A text as whoever makes a request may see it. */
    static String shown(RoutingContext context, String text) {
        @Nullable Places places = context.get(KEY);
        return places == null ? text : places.shown(Access.anyCaller(context), text);
    }

    /** As {@link #shown(RoutingContext, String)}, of a whole answer. */
    static Buffer shown(RoutingContext context, Buffer json) {
        if (isAdministrator(Access.anyCaller(context))) {
            return json;
        }
        String text = json.toString();
        String shown = shown(context, text);
        return shown.equals(text) ? json : Buffer.buffer(shown);
    }

    /** A text as somebody may see it, or nobody in particular. */
    String shown(Optional<Caller> caller, String text) {
        return isAdministrator(caller) ? text : hide(text);
    }

    private static boolean isAdministrator(Optional<Caller> caller) {
        return caller.map(Caller::role).filter(Role.ADMIN::equals).isPresent();
    }

    private String hide(String text) {
        String hidden = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            hidden = hidden.replace(name.getKey(), name.getValue());
        }
        return hidden;
    }
}
