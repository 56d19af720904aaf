package io.straightedge.store;

import io.straightedge.run.RunStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class H2SeriesTest extends SeriesContract {
    @TempDir
    Path directory;

    @Override
    RunStore open() {
        return H2RunStore.open(directory);
    }
}
