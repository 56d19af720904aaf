package io.straightedge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.run.Run;
import io.straightedge.run.RunSetup;
import io.straightedge.run.RunStore;
import io.straightedge.run.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Directories and files that cannot be opened, and what the user is told. */
class H2OpeningTest {
    @TempDir
    Path directory;

    @Test
    void makesTheDirectory() {
        Path missing = directory.resolve("a b").resolve("ü");
        H2RunStore.open(missing).close();

        assertThat(missing).isDirectoryContaining("glob:**straightedge.mv.db");
    }

    @Test
    void refusesAFileForADirectory() throws IOException {
        Path file = Files.writeString(directory.resolve("data"), "text");

        assertRefused(file).isEqualTo("data directory " + file + " is a file; use another --data-dir");
        assertRefused(file.resolve("below"))
                .startsWith("data directory " + file.resolve("below") + " cannot be made (")
                .endsWith("); use another --data-dir");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void refusesADirectoryThatCannotBeMade() {
        assertRefused(Path.of("/proc/straightedge"))
                .startsWith("data directory /proc/straightedge cannot be made (")
                .endsWith("); use another --data-dir");
    }

    @Test
    void refusesANameThatWouldEndTheDatabaseUrl() {
        assertRefused(directory.resolve("a;b")).contains("has a ';' in its name");
    }

    @Test
    void refusesADatabaseOfANewerVersionAndLeavesItAlone() throws SQLException {
        try (RunStore store = H2RunStore.open(directory)) {
            store.create(Samples.spec("kept"), Samples.NOON);
        }
        execute("INSERT INTO \"flyway_schema_history\" SELECT 99, '99', 'later', 'SQL', 'V99__later.sql', 1,"
                + " \"installed_by\", \"installed_on\", 1, TRUE FROM \"flyway_schema_history\""
                + " WHERE \"version\" = '1'");

        assertRefused(directory)
                .isEqualTo(database() + " was written by a newer Straightedge (schema 99, this one knows 9);"
                        + " start that version or use another --data-dir");

        execute("DELETE FROM \"flyway_schema_history\" WHERE \"version\" = '99'");
        try (RunStore store = H2RunStore.open(directory)) {
            assertThat(store.list(Long.MAX_VALUE, 9)).extracting(Run::spec).containsExactly(Samples.spec("kept"));
        }
    }

    @Test
    void aSetupOfBeforeEnvironmentsWereKeptHasAnEmptyOne() throws SQLException {
        try (RunStore store = H2RunStore.open(directory)) {
            store.create(Samples.spec("old"), Samples.NOON);
        }
        execute("UPDATE run SET setup = '{\"totalSteps\":8,\"stepsPerEpoch\":4,\"layers\":[2,3,1],\"parameters\":13,"
                + "\"data\":\"a curve\",\"outputNames\":[\"y\"]}'");

        try (RunStore store = H2RunStore.open(directory)) {
            assertThat(store.find(1).orElseThrow().setup())
                    .isEqualTo(new RunSetup(8, 4, List.of(2, 3, 1), 13, "a curve", List.of("y"), Map.of()));
        }
    }

    @Test
    void refusesADatabaseOfSomethingElse() throws SQLException {
        execute("CREATE TABLE something (id INTEGER)");

        assertRefused(directory)
                .startsWith(database() + " cannot be brought to the current schema (")
                .endsWith("); restore it from a backup, or use another --data-dir");
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        Files.write(database(), noise);

        assertRefused(directory)
                .startsWith(database() + " is damaged or not a Straightedge database (")
                .endsWith("); restore a backup, save what can be read with \"repair\", or move it away to start"
                        + " afresh");
        assertThat(database()).hasBinaryContent(noise);
    }

    @Test
    void refusesADatabaseThatLostItsContentAndLeavesItAlone() throws IOException {
        try (RunStore store = H2RunStore.open(directory)) {
            store.create(Samples.spec("lost"), Samples.NOON);
        }
        byte[] file = Files.readAllBytes(database());
        Arrays.fill(file, 8192, file.length, (byte) 7);
        Files.write(database(), file);

        assertRefused(directory)
                .isEqualTo(database()
                        + " is damaged or not a Straightedge database (it has no content); restore a backup, save what can be read with \"repair\", or move it away to start"
                        + " afresh");
        assertThat(database()).hasBinaryContent(file);
    }

    @Test
    void aBrokenPathIsNamed() throws SQLException {
        long run;
        try (RunStore store = H2RunStore.open(directory)) {
            run = store.create(Samples.spec("broken"), Samples.NOON).id();
            store.append(List.of(
                    Samples.paths(run, 8, Samples.path(3, 5, 2, new Random(1)), Samples.path(4, 5, 2, new Random(1)))));
        }
        execute("UPDATE path SET shape = X'0102' WHERE pair = 3");

        try (RunStore store = H2RunStore.open(directory)) {
            assertThatThrownBy(() -> store.path(run, 8, 3))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("the path of pair 3 at step 8 of run 1 cannot be read"
                            + " (its compressed data are damaged); delete the run or restore a backup");
            assertThat(store.path(run, 8, 4)).isPresent();
        }
    }

    @Test
    void aBrokenSpecIsNamed() throws SQLException {
        try (RunStore store = H2RunStore.open(directory)) {
            store.create(Samples.spec("broken"), Samples.NOON);
        }
        execute("UPDATE run SET spec = '{\"name\": 5'");

        try (RunStore store = H2RunStore.open(directory)) {
            assertThatThrownBy(() -> store.find(1))
                    .isInstanceOf(StoreException.class)
                    .hasMessageStartingWith("the spec of run 1 cannot be read (")
                    .message()
                    .hasLineCount(1);
        }
    }

    private Path database() {
        return directory.resolve("straightedge.mv.db");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + directory.resolve("straightedge"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
            statement.execute("SHUTDOWN");
        }
    }

    private static AbstractStringAssert<?> assertRefused(Path path) {
        return assertThatThrownBy(() -> H2RunStore.open(path).close())
                .isInstanceOf(StoreException.class)
                .message()
                .hasLineCount(1);
    }
}
