package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A little of {@link FuzzLoad}, of another seed each time. */
class FuzzIT {
    private static final int EACH = 120;

    @TempDir
    Path folder;

    @Test
    void nothingThatIsSentBreaksTheServer() throws Exception {
        long seed = new Random().nextLong();
        try (ServerFixture server = new ServerFixture(folder.resolve("data"));
                ServerFixture accounts = ServerFixture.withAccounts(folder.resolve("accounts"))) {
            FuzzLoad load = new FuzzLoad();
            for (Map.Entry<String, FuzzLoad.Shot> shot :
                    FuzzLoad.shots(server, accounts, folder).entrySet()) {
                assertThat(load.run(shot.getKey(), shot.getValue(), EACH, seed))
                        .as("%s of seed %d that went wrong", shot.getKey(), seed)
                        .isEmpty();
            }
            assertThat(server.json("/api/v1/runs").getJsonArray("runs")).hasSize(1);
            assertThat(entries(folder.resolve("data/uploads"))).isZero();
        }
    }

    private static long entries(Path directory) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.count();
        }
    }
}
