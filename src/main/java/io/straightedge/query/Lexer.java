package io.straightedge.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the text of a filter into tokens. */
final class Lexer {
    /** What a token is. */
    enum Type {
        WORD,
        QUOTED,
        OPERATOR,
        SIGN,
        END
    }

    /** @param at where it begins, from 1 */
    record Token(Type type, String text, int at) {
        boolean is(Type other, String value) {
            return type == other && text.equalsIgnoreCase(value);
        }
    }

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:\"(?<double>[^\"]*)\"|'(?<single>[^']*)'"
            + "|(?<operator>!=|<=|>=|=|<|>)|(?<sign>[(),:])|(?<word>[^\\s\"'()=!<>,:][^\\s\"()=!<>,:]*))\\s*");
    private static final Pattern LOOSE = Pattern.compile("[^\\s\"()]+");

    private Lexer() {}

    /** @throws QueryException where no token begins */
    static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            Matcher loose = LOOSE.matcher(text).region(at, text.length());
            if (afterColon(tokens, at) && loose.lookingAt()) {
                tokens.add(new Token(Type.WORD, loose.group(), at + 1));
                at = blanksAfter(text, loose.end());
                continue;
            }
            Matcher token = TOKEN.matcher(text).region(at, text.length());
            if (!token.lookingAt()) {
                int wrong = blanksAfter(text, at);
                if (wrong == text.length()) {
                    break;
                }
                char sign = text.charAt(wrong);
                throw new QueryException(
                        "filter",
                        "at " + (wrong + 1) + ": "
                                + (sign == '"' || sign == '\''
                                        ? "this quote has no end; use " + sign + " once more"
                                        : "\"" + sign + "\" stands alone; use !=, or not, or put the text in quotes"));
            }
            tokens.add(token(token));
            at = token.end();
        }
        tokens.add(new Token(Type.END, "the end", text.length() + 1));
        return tokens;
    }

    private static Token token(Matcher token) {
        for (String quotes : List.of("double", "single")) {
            if (token.group(quotes) != null) {
                return new Token(Type.QUOTED, token.group(quotes), token.start(quotes));
            }
        }
        for (Type type : List.of(Type.OPERATOR, Type.SIGN)) {
            String name = type == Type.OPERATOR ? "operator" : "sign";
            if (token.group(name) != null) {
                return new Token(type, token.group(name), token.start(name) + 1);
            }
        }
        return new Token(Type.WORD, token.group("word"), token.start("word") + 1);
    }

    /** What follows a colon at once is its value, whatever it holds: a time, or a list of numbers. */
    private static boolean afterColon(List<Token> tokens, int at) {
        Token last = tokens.isEmpty() ? new Token(Type.END, "", 0) : tokens.get(tokens.size() - 1);
        return last.is(Type.SIGN, ":") && last.at() == at;
    }

    private static int blanksAfter(String text, int start) {
        int at = start;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
