package io.straightedge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The program as a process of its own. */
final class Program {
    private Program() {}

    static ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "io.straightedge.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("STRAIGHTEDGE_"));
        builder.environment().put("STRAIGHTEDGE_REQUEST_RATE", "0");
        return builder;
    }

    /** Waits for the line that says the server is ready. */
    static String address(Process server) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        String line = String.valueOf(out.readLine());
        if (!line.startsWith("listening on http://127.0.0.1:")) {
            throw new AssertionError("the server said " + line);
        }
        return line.substring("listening on ".length());
    }
}
