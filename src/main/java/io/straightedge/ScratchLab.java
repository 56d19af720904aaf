package io.straightedge;

import io.straightedge.data.Datasets;
import io.straightedge.run.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A lab for work without a server: what it records lies in a folder of its own until it is closed. */
final class ScratchLab implements AutoCloseable {
    private final Path folder;
    private final Lab lab;

    private ScratchLab(Path folder, Lab lab) {
        this.folder = folder;
        this.lab = lab;
    }

    /**
     * @param dataDir of a server, whose uploaded datasets can be used
     * @param datasetsDir where data files lie; null for the data directory's
     */
    static ScratchLab open(Path dataDir, @Nullable Path datasetsDir, int workers) throws IOException {
        Path files = datasetsDir != null ? datasetsDir : dataDir.resolve("datasets");
        Datasets datasets = new Datasets(files, Datasets.uploads(dataDir, files));
        Path folder = Files.createTempDirectory("straightedge");
        try {
            return new ScratchLab(folder, Lab.open(folder, () -> datasets, workers, false, Limits.DEFAULT, null));
        } catch (RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    Lab lab() {
        return lab;
    }

    @Override
    public void close() throws IOException {
        lab.close();
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
