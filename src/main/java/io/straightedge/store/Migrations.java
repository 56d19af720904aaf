package io.straightedge.store;

import io.straightedge.run.StoreException;
import java.util.Arrays;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** Brings a database to the schema of this version, by the numbered scripts in {@code db/migration}. */
final class Migrations {

    private Migrations() {}

    /** To the newest schema, as {@link #migrate(DataSource, String, String, String)}. */
    static void migrate(DataSource database, String blobType, String place) {
        migrate(database, blobType, place, "latest");
    }

    /**
     * @param blobType what the database calls a large binary
     * @param place name of the database in messages
     * @param target number of the schema to stop at, or {@code latest}
     * @throws StoreException when the database is newer than this version, or not of its making
     */
    static void migrate(DataSource database, String blobType, String place, String target) {
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:db/migration")
                    .placeholders(Map.of("blob", blobType))
                    .target(target)
                    .load();
            rejectNewer(flyway.info(), place);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreException(
                    place + " cannot be brought to the current schema (" + Failures.reason(e)
                            + "); restore it from a backup, or use another --data-dir",
                    e);
        }
    }

    private static void rejectNewer(MigrationInfoService info, String place) {
        MigrationInfo[] unknown = Arrays.stream(info.applied())
                .filter(migration -> migration.getState().name().startsWith("FUTURE"))
                .toArray(MigrationInfo[]::new);
        if (unknown.length > 0) {
            throw new StoreException(place + " was written by a newer Straightedge (schema "
                    + unknown[unknown.length - 1].getVersion() + ", this one knows " + newestKnown(info)
                    + "); start that version or use another --data-dir");
        }
    }

    private static String newestKnown(MigrationInfoService info) {
        return Arrays.stream(info.all())
                .filter(migration -> migration.getState().isResolved())
                .map(migration -> migration.getVersion().toString())
                .reduce("0", (older, newer) -> newer);
    }
}
