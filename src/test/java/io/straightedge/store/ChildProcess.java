package io.straightedge.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A second Java process that uses a store; of its output, only what it {@linkplain #say says} counts. */
final class ChildProcess implements AutoCloseable {
    private static final String PREFIX = "child: ";

    private final Process process;
    private final BufferedReader output;

    ChildProcess(Class<?> main, Path... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Path argument : arguments) {
            command.add(argument.toString());
        }
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Called in the child: a whole line at once, whatever other threads say. */
    static void say(String message) {
        synchronized (System.out) {
            System.out.println(PREFIX + message);
            System.out.flush();
        }
    }

    /** What the child says next, or null when it ended. */
    @Nullable
    String hear() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(PREFIX)) {
                return line.substring(PREFIX.length());
            }
        }
        return null;
    }

    /** Kills the child and returns what it had said before. */
    List<String> kill() throws IOException, InterruptedException {
        // Not by Process itself, which would close the child's output unread.
        process.toHandle().destroyForcibly();
        List<String> said = new ArrayList<>();
        for (String message = hear(); message != null; message = hear()) {
            said.add(message);
        }
        process.waitFor();
        return said;
    }

    /** Ends the child's input and waits for it to end. */
    int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        while (hear() != null) {}
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
