package io.straightedge.query;

import java.util.Set;
import java.util.function.Predicate;

/**
 * Which things of a list are wanted.
 *
 * <pre>
 * any   = all { "or" all }
 * all   = term { [ "and" ] term }
 * term  = "not" term | "(" any ")" | field operator value | field "in" "(" value { "," value } ")"
 *       | field ":" value | word | "quoted words"
 * operator = "=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "contains"
 * </pre>
 *
 * Texts are compared without regard to case. Of a list it is enough that one part fits. A thing without a value fits no
 * comparison but {@code !=}, which is always the contrary of {@code =}. {@code field:value} is {@code =}, and {@code
 * contains} for the fields that a word on its own is looked for in. What an operator compares with may be a word
 * without quotes.
 *
 * @param fits tells whether a thing is wanted
 * @param fields names of those that it asks for
 */
public record Filter<T>(Predicate<T> fits, Set<String> fields) {

    /** The longest filter, in characters. */
    public static final int LONGEST = 2000;

    /** @throws QueryException naming the place of what is wrong, and what would be right */
    public static <T> Filter<T> of(String text, Fields<T> fields) {
        if (text.length() > LONGEST) {
            throw new QueryException(
                    "filter", "it has " + text.length() + " characters; use at most " + LONGEST + " characters");
        }
        return new FilterParser<>(Lexer.tokens(text), fields).parse();
    }
}
