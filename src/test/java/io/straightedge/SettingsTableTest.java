package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The table of settings in the README says what the program takes, no more and no less. */
class SettingsTableTest {
    private static final Pattern ROW =
            Pattern.compile("\\| `(--[a-z-]+)` \\| `(STRAIGHTEDGE_[A-Z_]+)` \\| ([^|]*) \\|.*");

    @Test
    void everyFlagOfServeIsInTheReadmeWithItsVariableAndDefault() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(row.group(2)).isEqualTo(EnvironmentDefaults.variable(row.group(1)));
                assertThat(documented.put(row.group(1), row.group(3)))
                        .as(row.group(1))
                        .isNull();
            }
        }
        CommandLine serve = new CommandLine(new ServeCommand());
        Map<String, String> known = new TreeMap<>();
        for (OptionSpec option : serve.getCommandSpec().options()) {
            if (!option.longestName().equals("--help") && !option.longestName().equals("--version")) {
                known.put(option.longestName(), option.defaultValue());
            }
        }
        assertThat(documented.keySet()).isEqualTo(known.keySet());
        known.forEach((flag, value) -> {
            if (value != null) {
                assertThat(documented.get(flag).replace("`", "")).as(flag).isEqualTo(value);
            }
        });
    }
}
