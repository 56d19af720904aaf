package io.straightedge.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.account.User;
import io.straightedge.run.MeasuredPair;
import io.straightedge.run.MetricPoint;
import io.straightedge.run.PairReading;
import io.straightedge.run.PathRecord;
import io.straightedge.run.Run;
import io.straightedge.run.RunState;
import io.straightedge.run.RunStore;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database of every schema there has been, with rows as its version wrote them ({@code resources/schema}), is opened by
 * this one. A new migration needs a new file of rows.
 */
class OlderSchemasTest {
    @TempDir
    private Path directory;

    static IntStream schemas() throws IOException, URISyntaxException {
        URL migrations = Objects.requireNonNull(OlderSchemasTest.class.getResource("/db/migration"));
        try (Stream<Path> files = Files.list(Path.of(migrations.toURI()))) {
            return IntStream.rangeClosed(1, (int) files.count());
        }
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void isBroughtToTheNewestWithAllItHolds(int schema) throws Exception {
        write(schema);

        try (Stores stores = H2RunStore.openAll(directory)) {
            RunStore store = stores.runs();
            Run run = store.find(1).orElseThrow();
            assertThat(run.state()).isEqualTo(RunState.FINISHED);
            assertThat(run.message()).isEqualTo("parameters 0badcafe");
            assertThat(run.created()).isEqualTo("2025-03-01T12:00:00.123456789Z");
            assertThat(run.spec().network().hidden()).containsExactly(8);
            assertThat(Objects.requireNonNull(run.setup()).totalSteps()).isEqualTo(20);
            assertThat(store.eventsAfter(1, 0, 9)).hasSize(4);
            assertThat(store.metrics(1, Set.of("train/loss")).get("train/loss"))
                    .containsExactly(
                            new MetricPoint("train/loss", 10, 500, 0.5), new MetricPoint("train/loss", 20, 900, 0.25));
            assertThat(store.metrics(1, Set.of("path/gap_deviation"))
                            .get("path/gap_deviation")
                            .get(0)
                            .value())
                    .isNaN();
            PathRecord path = store.path(1, 20, 1).orElseThrow();
            assertThat(path.t()).containsExactly(0.125, 0.75);
            assertThat(path.gap()).containsExactly(1, -0.5f, 2, 0.25f);
            assertThat(store.pairs(1).get(0).b().input()).containsExactly(-1, 0.5f);
            assertLaterRows(schema, stores, run);

            assertThat(store.create(Samples.spec("new"), Samples.NOON).id()).isGreaterThan(1);
        }
    }

    private static void assertLaterRows(int schema, Stores stores, Run run) {
        RunStore store = stores.runs();
        if (schema >= 2) {
            assertThat(store.experiments().find(1).orElseThrow().spec().cells()).hasSize(2);
            assertThat(store.experiments().runs(1)).extracting(Run::cell).containsExactly(1);
        }
        if (schema >= 3) {
            assertThat(store.queued())
                    .extracting(each -> each.spec().name())
                    .containsExactly("first in line", "second in line");
        }
        assertThat(run.labels().name()).isEqualTo(schema >= 4 ? "called otherwise" : "old");
        assertThat(run.version()).isEqualTo(schema >= 4 ? 3 : 1);
        if (schema >= 5) {
            assertThat(store.measuredPairs(1)).containsExactly(new MeasuredPair(3, 7, 0, 1));
            assertThat(store.readings(1, 20)).containsExactly(new PairReading(2, 0.5f, 1.5f, 0.25f, 0.75f));
        }
        assertThat(run.owner()).isEqualTo(schema >= 6 ? "ada" : null);
        assertThat(store.stored(run.owner()).points()).isEqualTo(3);
        assertThat(store.stored(run.owner()).bytes()).isPositive();
        if (schema >= 6) {
            assertThat(stores.accounts().users()).extracting(User::name).containsExactly("ada");
            assertThat(stores.accounts().tokens()).hasSize(1);
            assertThat(stores.audit().list(Long.MAX_VALUE, 9)).hasSize(1);
        }
        if (schema >= 8) {
            assertThat(stores.answers().find("aa")).isPresent();
        }
        if (schema >= 9) {
            assertThat(stores.answers().find("cc")).isPresent();
        }
    }

    /** By the migrations up to a schema, with the rows of it and of those before. */
    private void write(int schema) throws IOException, SQLException {
        DataSource database = H2RunStore.database(directory, "");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (int each = 1; each <= schema; each++) {
                Migrations.migrate(database, "BLOB", "test", Integer.toString(each));
                statement.execute(rows(each));
            }
        }
        H2RunStore.shutDown(database);
    }

    private static String rows(int schema) throws IOException {
        return Files.readString(Path.of("src/test/resources/schema/V" + schema + ".sql"));
    }
}
