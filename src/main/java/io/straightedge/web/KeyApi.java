package io.straightedge.web;

import io.straightedge.run.RunControl;
import io.straightedge.run.RunStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run has metrics of: their keys, searched, counted by group, and some of them with their last values. */
final class KeyApi {
    private static final int DEFAULT_KEYS = 100;
    private static final int MOST_KEYS = 1000;
    private static final int MOST_GROUPS = 24;
    private static final String ERROR = "_se";

    private final RunStore store;

    KeyApi(RunStore store) {
        this.store = store;
    }

    /** A standard error is no metric of its own: it comes with what it belongs to. */
    JsonObject list(Request request) {
        long run = request.id();
        if (store.find(run).isEmpty()) {
            throw new RunControl.NoSuchRunException(run);
        }
        int most = (int) request.whole("max_results", 1, MOST_KEYS, DEFAULT_KEYS);
        List<String> all = store.keys(run).stream()
                .filter(key -> !key.endsWith(ERROR))
                .sorted(new NaturalOrder())
                .toList();
        KeySearch search = KeySearch.of(Objects.requireNonNullElse(request.text("q"), ""));
        List<String> found = all.stream().filter(search::fits).toList();
        Map<String, Integer> groups = groups(found);
        return new JsonObject()
                .put("run", run)
                .put("total", all.size())
                .put("found", found.size())
                .put("groups", first(groups))
                .put("groupsFound", groups.size())
                .put("keys", withLastValues(run, found.subList(0, Math.min(most, found.size()))));
    }

    private JsonArray withLastValues(long run, List<String> keys) {
        Set<String> wanted = new HashSet<>(keys);
        keys.forEach(key -> wanted.add(key + ERROR));
        Map<String, Double> last = store.lastValues(List.of(run), wanted).getOrDefault(run, Map.of());
        JsonArray list = new JsonArray();
        for (String key : keys) {
            JsonObject entry =
                    new JsonObject().put("key", key).put("last", Json.number(last.getOrDefault(key, Double.NaN)));
            @Nullable Double error = last.get(key + ERROR);
            if (error != null) {
                entry.put("error", Json.number(error));
            }
            list.add(entry);
        }
        return list;
    }

    /** How many keys begin with the same groups: as many of their groups as tell them apart. */
    private static Map<String, Integer> groups(List<String> keys) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        int common = commonPrefix(keys);
        for (String key : keys) {
            int end = key.indexOf('/', common);
            if (end >= 0) {
                counts.merge(key.substring(0, end + 1), 1, Integer::sum);
            }
        }
        return counts.size() > 1 ? counts : Map.of();
    }

    private static JsonArray first(Map<String, Integer> groups) {
        JsonArray list = new JsonArray();
        groups.entrySet().stream()
                .limit(MOST_GROUPS)
                .forEach(entry ->
                        list.add(new JsonObject().put("prefix", entry.getKey()).put("keys", entry.getValue())));
        return list;
    }

    /** The length of the groups that all keys share. */
    private static int commonPrefix(List<String> keys) {
        String prefix = keys.isEmpty() ? "" : keys.get(0);
        for (String key : keys) {
            while (!key.startsWith(prefix) || !(prefix.isEmpty() || prefix.endsWith("/"))) {
                prefix = prefix.substring(0, prefix.lastIndexOf('/', prefix.length() - 2) + 1);
            }
        }
        return prefix.length();
    }
}
