package io.straightedge;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Where somebody types and reads, which a pipe or a file is not. */
final class Terminal {
    private Terminal() {}

    /** Java 22 to 24 would take anything for a terminal. Before the first console is asked for. */
    static void prepare() {
        System.setProperty("jdk.console", "java.base");
    }

    /** Tells what was assumed, beside the output. */
    static void note(String line) {
        System.err.println("straightedge: " + line);
    }

    static boolean present() {
        return console() != null;
    }

    /** Null without a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    static @Nullable Console console() {
        return System.console();
    }
}
