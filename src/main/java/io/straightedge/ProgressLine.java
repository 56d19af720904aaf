package io.straightedge;

import java.io.PrintStream;
import java.util.Locale;

/** One line that tells how far work is: rewritten on a terminal, a new one for every tenth elsewhere. */
final class ProgressLine {
    private static final int WIDTH = 24;

    private final PrintStream out;
    private final boolean terminal;
    private long tenthsShown = -1;

    ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** @param share of the work that is done, from 0 to 1 */
    void show(double share, String text) {
        long tenths = (long) (10 * share);
        if (!terminal && tenths == tenthsShown) {
            return;
        }
        tenthsShown = tenths;
        int filled = (int) (WIDTH * share);
        String line = "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + text;
        if (terminal) {
            out.print("\r" + line + "\u001b[K");
            out.flush();
        } else {
            out.println(line);
        }
    }

    /** Leaves the line for whatever is printed next. */
    void end() {
        if (terminal && tenthsShown >= 0) {
            out.println();
        }
    }

    /** Minutes and seconds. */
    static String duration(long millis) {
        return String.format(Locale.ROOT, "%d:%02d", millis / 60_000, millis / 1000 % 60);
    }
}
