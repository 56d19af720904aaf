package io.straightedge.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A list, page by page. In the order of the identity no more is read than a page needs; any other order takes the
 * whole list.
 *
 * @param text what tells this list from others: its filter and its order as they were given
 */
public record Listing<T>(Filter<T> filter, Order<T> order, String text) {

    /** @throws QueryException naming what is wrong, and what would be right */
    public static <T> Listing<T> of(String filter, String order, Fields<T> fields, boolean newestFirst) {
        String text = Integer.toHexString((filter.strip() + "\n" + order.strip()).hashCode());
        return new Listing<>(Filter.of(filter, fields), Order.of(order, fields, newestFirst), text);
    }

    /** Names of the fields that its filter and its order ask for. */
    public Set<String> fields() {
        Set<String> fields = new HashSet<>(filter.fields());
        fields.addAll(order.fields());
        return fields;
    }

    /** @param next begins the next page; null on the last one */
    public record Page<T>(List<T> things, @Nullable String next) {}

    /** Where things come from, in the order of their identity. */
    public interface Source<T> {
        /** @param identity of the last thing that is not wanted any more; null for all */
        Iterator<List<T>> after(@Nullable Object identity);
    }

    /** Reads things with a number below another, newest first. */
    public interface Reader<T> {
        List<T> before(long id, int limit);
    }

    /** @param token {@code next} of the page before, or null */
    public Page<T> page(Source<T> source, @Nullable String token, int limit) {
        @Nullable List<@Nullable Object> last = token == null ? null : order.read(token, text);
        List<T> found = order.natural() ? first(source, last, limit + 1) : sorted(source, last);
        List<T> page = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                List.copyOf(page), found.size() > limit ? order.token(text, order.keys(page.get(limit - 1))) : null);
    }

    /** A list in memory, in the order of the identity. */
    public static <T> Source<T> of(List<T> things, Field<T> identity) {
        return last -> {
            if (last == null) {
                return List.of(things).iterator();
            }
            for (int i = 0; i < things.size(); i++) {
                if (last.equals(identity.normal(things.get(i)))) {
                    return List.of(things.subList(i + 1, things.size())).iterator();
                }
            }
            throw new QueryException("page_token", "what it stands behind is gone; begin with the first page again");
        };
    }

    /** What a store has, newest first, read batch by batch. */
    public static <T> Source<T> of(Reader<T> reader, ToLongFunction<T> id, int batch) {
        return last -> new Iterator<>() {
            private long before = last instanceof Double number ? (long) (double) number : Long.MAX_VALUE;
            private boolean more = true;

            @Override
            public boolean hasNext() {
                return more;
            }

            @Override
            public List<T> next() {
                if (!more) {
                    throw new NoSuchElementException();
                }
                List<T> things = reader.before(before, batch);
                more = things.size() == batch;
                before = more ? id.applyAsLong(things.get(batch - 1)) : before;
                return things;
            }
        };
    }

    private List<T> first(Source<T> source, @Nullable List<@Nullable Object> last, int limit) {
        List<T> found = new ArrayList<>();
        Iterator<List<T>> batches = source.after(last == null ? null : last.get(0));
        while (batches.hasNext() && found.size() < limit) {
            batches.next().stream()
                    .filter(filter.fits())
                    .limit(limit - found.size())
                    .forEach(found::add);
        }
        return found;
    }

    private record Placed<T>(T thing, List<@Nullable Object> keys) {}

    private List<T> sorted(Source<T> source, @Nullable List<@Nullable Object> last) {
        List<Placed<T>> found = new ArrayList<>();
        source.after(null).forEachRemaining(batch -> batch.stream()
                .filter(filter.fits())
                .map(thing -> new Placed<>(thing, order.keys(thing)))
                .filter(placed -> last == null || order.compare(placed.keys(), last) > 0)
                .forEach(found::add));
        found.sort(Comparator.comparing(Placed::keys, order::compare));
        return found.stream().map(Placed::thing).toList();
    }
}
