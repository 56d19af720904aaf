package io.straightedge.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The fields of some thing. A name fits in any case, and may leave out its beginning: {@code hidden} for {@code
 * network.hidden}.
 *
 * @param identity what no two things share; the last word on their order, and first field of the list
 * @param all every field that has a fixed name
 * @param words names of the fields that a word on its own is looked for in
 * @param open finds fields without a fixed name; empty for names that are not of their form
 * @param openNames what those names are like, for messages
 */
public record Fields<T>(
        Field<T> identity,
        List<Field<T>> all,
        List<String> words,
        Function<String, Optional<Field<T>>> open,
        String openNames) {

    /** Fields with fixed names alone, of which the first is the identity. */
    public static <T> Fields<T> of(List<Field<T>> all, String... words) {
        return new Fields<>(all.get(0), all, List.of(words), name -> Optional.empty(), "");
    }

    /** The same with fields whose names have some form. */
    public Fields<T> with(Function<String, Optional<Field<T>>> forms, String names) {
        return new Fields<>(identity, all, words, forms, names);
    }

    Optional<Field<T>> find(String name) {
        return one(name, false).or(() -> open.apply(name)).or(() -> one(name, true));
    }

    /** @return those that {@link #words} names */
    List<Field<T>> wordFields() {
        return all.stream().filter(field -> words.contains(field.name())).toList();
    }

    /** For messages. */
    String names() {
        return all.stream().map(Field::name).collect(Collectors.joining(", ")) + openNames;
    }

    private Optional<Field<T>> one(String name, boolean shortened) {
        List<Field<T>> found = new ArrayList<>();
        for (Field<T> field : all) {
            String own = field.name();
            boolean end = shortened
                    && own.length() > name.length()
                    && own.regionMatches(true, own.length() - name.length(), name, 0, name.length())
                    && own.charAt(own.length() - name.length() - 1) == '.';
            if (own.equalsIgnoreCase(name) || end) {
                found.add(field);
            }
        }
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
