package io.straightedge;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one class share a real server. */
abstract class ServerTest {
    static ServerFixture server;

    @BeforeAll
    static void start(@TempDir Path dataDir) {
        server = new ServerFixture(dataDir);
    }

    @AfterAll
    static void stop() {
        server.close();
    }
}
