package io.straightedge.query;

import io.straightedge.query.Lexer.Token;
import io.straightedge.query.Lexer.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Recursive descent through the grammar of {@link Filter}. */
final class FilterParser<T> {
    private static final int DEEPEST = 50;

    private final List<Token> tokens;
    private final Fields<T> fields;
    private final Set<String> used = new HashSet<>();
    private int next;
    private int depth;

    FilterParser(List<Token> tokens, Fields<T> fields) {
        this.tokens = tokens;
        this.fields = fields;
    }

    Filter<T> parse() {
        Predicate<T> fits = peek().type() == Type.END ? thing -> true : any();
        if (peek().type() != Type.END) {
            throw wrong(peek(), "\"" + peek().text() + "\" is not expected; use and, or, or a field before it");
        }
        return new Filter<>(fits, Set.copyOf(used));
    }

    private Predicate<T> any() {
        List<Predicate<T>> parts = new ArrayList<>();
        do {
            parts.add(all());
        } while (accept(Type.WORD, "or"));
        return thing -> parts.stream().anyMatch(part -> part.test(thing));
    }

    private Predicate<T> all() {
        List<Predicate<T>> parts = new ArrayList<>();
        do {
            parts.add(term());
        } while (accept(Type.WORD, "and") || !endsAll(peek()));
        return thing -> parts.stream().allMatch(part -> part.test(thing));
    }

    private static boolean endsAll(Token token) {
        return token.type() == Type.END
                || token.is(Type.WORD, "or")
                || token.type() == Type.SIGN && !token.text().equals("(")
                || token.type() == Type.OPERATOR;
    }

    private Predicate<T> term() {
        if (++depth > DEEPEST) {
            throw wrong(peek(), "more than " + DEEPEST + " parts lie within each other; use fewer brackets");
        }
        try {
            if (accept(Type.WORD, "not")) {
                return term().negate();
            }
            if (accept(Type.SIGN, "(")) {
                Predicate<T> inner = any();
                expect(")");
                return inner;
            }
            return simple();
        } finally {
            depth--;
        }
    }

    private Predicate<T> simple() {
        Token token = take();
        Token after = peek();
        boolean operator = after.type() == Type.OPERATOR || after.is(Type.WORD, "contains") || isIn(after);
        if (token.type() == Type.WORD && (operator || after.is(Type.SIGN, ":"))) {
            return comparison(token);
        }
        if (token.type() != Type.QUOTED && token.type() != Type.WORD || isKeyword(token)) {
            throw wrong(token, "here a word, or a field with a value as in " + example() + ", is missing");
        }
        return word(token.text());
    }

    private Predicate<T> comparison(Token name) {
        Field<T> field = fields.find(name.text())
                .orElseThrow(() -> wrong(name, "there is no field \"" + name.text() + "\"; use " + fields.names()));
        used.add(field.name());
        Token operator = take();
        String sign = operator.text().toLowerCase(Locale.ROOT);
        if (sign.equals(":")) {
            boolean loose = field.kind() == Kind.TEXT && fields.words().contains(field.name());
            return compare(field, loose ? "contains" : "=", value(field, !loose));
        }
        if (!field.kind().takes(sign)) {
            throw wrong(
                    operator,
                    field.name() + " is " + field.kind().title() + "; use "
                            + field.kind().operators());
        }
        if (!sign.equals("in")) {
            return compare(field, sign, value(field, !sign.equals("contains")));
        }
        expect("(");
        List<Predicate<T>> parts = new ArrayList<>();
        do {
            parts.add(compare(field, "=", value(field, true)));
        } while (accept(Type.SIGN, ","));
        expect(")");
        return thing -> parts.stream().anyMatch(part -> part.test(thing));
    }

    /** @param whole whether it has to be one of the field's choices */
    private Object value(Field<T> field, boolean whole) {
        Token token = take();
        if (token.type() != Type.WORD && token.type() != Type.QUOTED) {
            throw wrong(
                    token, field.name() + " needs a value; use " + field.kind().title());
        }
        @Nullable Object value = field.kind().read(token.text());
        if (value == null) {
            throw wrong(token, field.name() + " is " + field.kind().title() + "; \"" + token.text() + "\" is not");
        }
        if (whole && !field.choices().isEmpty() && !field.choices().contains(value)) {
            throw wrong(
                    token,
                    field.name() + " is never \"" + token.text() + "\"; use " + String.join(", ", field.choices()));
        }
        return value;
    }

    private static <T> Predicate<T> compare(Field<T> field, String operator, Object value) {
        if (operator.equals("!=")) {
            return compare(field, "=", value).negate();
        }
        return thing -> {
            @Nullable Object own = field.normal(thing);
            if (own instanceof List<?> parts && !(value instanceof List)) {
                return parts.stream().anyMatch(part -> Comparisons.fits(part, operator, value));
            }
            return own != null && Comparisons.fits(own, operator, value);
        };
    }

    private Predicate<T> word(String text) {
        List<Field<T>> places = fields.wordFields();
        String wanted = text.toLowerCase(Locale.ROOT);
        places.forEach(place -> used.add(place.name()));
        return thing -> places.stream()
                .anyMatch(place -> compare(place, "contains", wanted).test(thing));
    }

    private String example() {
        return fields.identity().name() + " = 1";
    }

    private boolean isIn(Token token) {
        return token.is(Type.WORD, "in")
                && tokens.get(Math.min(next + 1, tokens.size() - 1)).is(Type.SIGN, "(");
    }

    private static boolean isKeyword(Token token) {
        return token.type() == Type.WORD
                && Set.of("and", "or", "not").contains(token.text().toLowerCase(Locale.ROOT));
    }

    private void expect(String sign) {
        if (!accept(Type.SIGN, sign)) {
            throw wrong(peek(), "here \"" + sign + "\" is missing");
        }
    }

    private boolean accept(Type type, String text) {
        boolean fits = peek().is(type, text);
        next += fits ? 1 : 0;
        return fits;
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        Token token = peek();
        next += token.type() == Type.END ? 0 : 1;
        return token;
    }

    private static QueryException wrong(Token token, String message) {
        return new QueryException("filter", "at " + token.at() + ": " + message);
    }
}
