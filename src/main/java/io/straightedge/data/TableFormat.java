package io.straightedge.data;

/**
 * How a table is written.
 *
 * @param header whether its first line names the columns
 */
public record TableFormat(Separator separator, boolean decimalComma, boolean header) {
    /** As datasets are kept. */
    static final TableFormat KEPT = new TableFormat(Separator.COMMA, false, true);

    /** What stands between values. The comma comes last: where decimals have one it is found in other tables, too. */
    public enum Separator {
        TAB('\t'),
        SEMICOLON(';'),
        COMMA(',');

        final char character;

        Separator(char character) {
            this.character = character;
        }
    }
}
