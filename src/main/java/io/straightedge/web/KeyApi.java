package io.straightedge.web;

import io.straightedge.query.Field;
import io.straightedge.query.Fields;
import io.straightedge.query.Kind;
import io.straightedge.query.Listing;
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
    private static final int MOST_GROUPS = 24;
    private static final String ERROR = "_se";

    private static final Fields<Entry> FIELDS = Fields.of(
            List.of(
                    Field.of("key", Kind.TEXT, Entry::key),
                    Field.of("last", Kind.NUMBER, Entry::last),
                    Field.of("error", Kind.NUMBER, Entry::error)),
            "key");

    /** The fields that have to be looked up. */
    private static final Set<String> VALUES = Set.of("last", "error");

    private final RunStore store;

    /** @param error standard error of the last value, or null */
    private record Entry(String key, @Nullable Double last, @Nullable Double error) {
        Entry(String key) {
            this(key, null, null);
        }

        JsonObject json() {
            JsonObject json =
                    new JsonObject().put("key", key).put("last", Json.number(last == null ? Double.NaN : last));
            return error == null ? json : json.put("error", Json.number(error));
        }
    }

    KeyApi(RunStore store) {
        this.store = store;
    }

    /** A standard error is no metric of its own: it comes with what it belongs to. */
    JsonObject list(Request request) {
        long run = request.id();
        if (store.find(run).isEmpty()) {
            throw new RunControl.NoSuchRunException(run);
        }
        Lists.Wanted<Entry> wanted = Lists.Wanted.of(request, FIELDS, false, DEFAULT_KEYS);
        List<String> all = store.keys(run).stream()
                .filter(key -> !key.endsWith(ERROR))
                .sorted(new NaturalOrder())
                .toList();
        KeySearch search = KeySearch.of(Objects.requireNonNullElse(request.text("q"), ""));
        List<String> found = all.stream().filter(search::fits).toList();
        Map<String, Integer> groups = groups(found);
        boolean byValue = wanted.listing().fields().stream().anyMatch(VALUES::contains);
        List<Entry> entries = byValue
                ? withLastValues(run, found)
                : found.stream().map(Entry::new).toList();
        return wanted.answer(
                        "keys",
                        Listing.of(entries, FIELDS.identity()),
                        page -> Lists.each(
                                withLastValues(
                                        run, page.stream().map(Entry::key).toList()),
                                Entry::json))
                .put("run", run)
                .put("total", all.size())
                .put("found", found.size())
                .put("groups", first(groups))
                .put("groupsFound", groups.size());
    }

    private List<Entry> withLastValues(long run, List<String> keys) {
        Set<String> wanted = new HashSet<>(keys);
        keys.forEach(key -> wanted.add(key + ERROR));
        Map<String, Double> last = store.lastValues(List.of(run), wanted).getOrDefault(run, Map.of());
        return keys.stream()
                .map(key -> new Entry(key, last.get(key), last.get(key + ERROR)))
                .toList();
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
