package io.straightedge.query;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How values in their normal form, see {@link Kind#normal}, compare. */
final class Comparisons {
    private Comparisons() {}

    /** NaN equals itself, and is neither below nor above anything. */
    static boolean fits(Object own, String operator, Object value) {
        if (operator.equals("contains")) {
            return String.valueOf(own).contains(String.valueOf(value));
        }
        if (operator.equals("=")) {
            return own instanceof Double a && value instanceof Double b
                    ? (double) a == b || a.isNaN() && b.isNaN()
                    : own.equals(value);
        }
        if (isNaN(own) || isNaN(value)) {
            return false;
        }
        int order = compare(own, value);
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    /** Values of one field; a list by its first part that differs. Null, and NaN, are above all others. */
    static int compare(@Nullable Object a, @Nullable Object b) {
        if (missing(a) || missing(b)) {
            return Boolean.compare(missing(a), missing(b));
        }
        if (a instanceof Double x && b instanceof Double y) {
            return Double.compare(x + 0.0, y + 0.0);
        }
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y);
        }
        if (a instanceof Boolean x && b instanceof Boolean y) {
            return x.compareTo(y);
        }
        if (a instanceof Instant x && b instanceof Instant y) {
            return x.compareTo(y);
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            return compareLists(x, y);
        }
        throw new IllegalArgumentException(a + " and " + b + " are not of one kind");
    }

    static boolean missing(@Nullable Object value) {
        return value == null || isNaN(value);
    }

    private static int compareLists(List<?> x, List<?> y) {
        Iterator<?> others = y.iterator();
        for (Object part : x) {
            if (!others.hasNext()) {
                return 1;
            }
            int order = compare(part, others.next());
            if (order != 0) {
                return order;
            }
        }
        return others.hasNext() ? -1 : 0;
    }

    private static boolean isNaN(Object value) {
        return value instanceof Double number && number.isNaN();
    }
}
