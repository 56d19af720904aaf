package io.straightedge.data;

import java.util.List;

/** The ways each digit is written here. */
final class DigitGlyphs {
    /** Glyphs of digit i at index i, commoner ways more than once. */
    private static final List<List<Glyph>> BY_DIGIT = List.of(
            List.of(
                    Glyph.of("abcdefghi", 56, 3, 34, 10, 20, 48, 30, 88, 52, 98, 72, 84, 79, 46, 68, 10, 50, 4),
                    Glyph.of("abcdefghi", 62, 8, 40, 4, 24, 32, 26, 76, 46, 97, 70, 76, 76, 34, 62, 8, 48, 14)),
            List.of(
                    Glyph.of("abc", 53, 0, 50, 50, 47, 100),
                    Glyph.of("abc", 53, 0, 50, 50, 47, 100),
                    Glyph.of("ab bcd", 33, 23, 55, 1, 53, 50, 52, 100),
                    Glyph.of("ab bcd ef", 33, 22, 53, 1, 52, 50, 51, 97, 29, 98, 73, 97)),
            List.of(
                    Glyph.of("abcdef fgh", 21, 24, 33, 6, 56, 2, 75, 22, 62, 52, 18, 95, 48, 94, 82, 95),
                    Glyph.of(
                            "abcdefghij", 22, 22, 40, 3, 66, 8, 72, 34, 52, 68, 28, 94, 16, 84, 32, 74, 56, 88, 86, 90),
                    Glyph.of("abcdef fgh", 24, 16, 46, 3, 70, 14, 70, 38, 48, 66, 20, 93, 52, 97, 80, 88)),
            List.of(
                    Glyph.of("abcde efghi", 23, 12, 45, 2, 70, 12, 66, 35, 42, 47, 70, 55, 77, 77, 54, 97, 20, 88),
                    Glyph.of("ab bc cdefg", 22, 4, 74, 4, 44, 40, 70, 50, 76, 76, 52, 97, 20, 86),
                    Glyph.of("abcdefghi", 26, 8, 52, 2, 70, 18, 60, 38, 44, 46, 66, 54, 74, 78, 52, 98, 22, 90)),
            List.of(
                    Glyph.of("abc cde fgh", 27, 6, 22, 34, 19, 57, 50, 57, 83, 52, 70, 5, 65, 50, 61, 100),
                    Glyph.of("ab bc ade", 62, 1, 17, 64, 85, 62, 61, 50, 58, 100),
                    Glyph.of("abcd efg", 30, 8, 20, 46, 40, 58, 72, 46, 76, 4, 68, 50, 58, 100)),
            List.of(
                    Glyph.of("ab bc cdefgh", 77, 4, 33, 5, 27, 42, 50, 36, 75, 52, 74, 82, 48, 98, 19, 88),
                    Glyph.of("abcdefg ah", 36, 8, 30, 44, 58, 42, 76, 64, 62, 92, 40, 98, 20, 90, 80, 4)),
            List.of(
                    Glyph.of("abcdefghi", 64, 2, 41, 22, 25, 58, 31, 90, 53, 98, 73, 80, 66, 58, 44, 56, 28, 74),
                    Glyph.of("abcdefgh", 50, 1, 34, 30, 28, 66, 38, 94, 60, 96, 70, 76, 56, 62, 31, 78)),
            List.of(
                    Glyph.of("abc cde", 18, 8, 50, 6, 81, 6, 60, 45, 44, 100),
                    Glyph.of("abc cde", 18, 14, 46, 7, 78, 5, 62, 48, 54, 100),
                    Glyph.of("abc cde fg", 18, 8, 50, 6, 81, 6, 58, 48, 42, 100, 32, 53, 74, 50)),
            List.of(
                    Glyph.of(
                            "abcdefghij",
                            69,
                            16,
                            50,
                            2,
                            29,
                            18,
                            46,
                            42,
                            69,
                            66,
                            66,
                            92,
                            44,
                            98,
                            27,
                            82,
                            42,
                            56,
                            69,
                            20),
                    Glyph.of("abcdea efghie", 50, 2, 31, 13, 31, 34, 48, 46, 50, 48, 28, 62, 26, 86, 50, 98, 72, 82)),
            List.of(
                    Glyph.of("abcdef agh", 72, 18, 52, 3, 30, 14, 28, 38, 48, 48, 71, 28, 70, 60, 62, 100),
                    Glyph.of("abcdef aghi", 71, 18, 50, 3, 28, 16, 28, 38, 48, 47, 71, 26, 72, 58, 60, 94, 30, 94),
                    Glyph.of("abcdefgh", 72, 14, 48, 3, 27, 20, 38, 44, 60, 38, 73, 14, 62, 56, 46, 100)));

    private DigitGlyphs() {}

    static List<Glyph> of(int digit) {
        return BY_DIGIT.get(digit);
    }
}
