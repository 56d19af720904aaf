package io.straightedge;

import io.straightedge.data.Datasets;
import io.straightedge.run.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A lab for work without a server: what it records lies in a folder of its own until it is closed. */
final class ScratchLab implements AutoCloseable {
    private final Path folder;
    private final Lab lab;

    private ScratchLab(Path folder, Lab lab) {
        this.folder = folder;
        this.lab = lab;
    }

    static ScratchLab open(Datasets datasets, int workers) throws IOException {
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
