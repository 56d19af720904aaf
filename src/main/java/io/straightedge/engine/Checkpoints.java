package io.straightedge.engine;

import io.straightedge.disk.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the state of training is kept: {@code <directory>/<run>/<step>.checkpoint}, the two newest of each
 * run. A file is written beside, forced to the disk and then renamed, and ends with a checksum: after a
 * crash there is the old one, the new one, or both, and never half of one. Safe for use by many threads as
 * long as each run has one writer.
 */
final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final Pattern RUN = Pattern.compile("[1-9]\\d{0,17}");
    private static final String SUFFIX = ".checkpoint";
    private static final Set<StandardOpenOption> WRITING =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
    private static final int KEPT = 2;
    private static final int MAGIC = 0x53455031;
    private static final int HEAD_BYTES = 2 * Integer.BYTES;
    private static final int FRAME_BYTES = HEAD_BYTES + Integer.BYTES;

    private final Path directory;

    /** @param directory made when the first checkpoint is written */
    Checkpoints(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes a checkpoint and removes those that are no longer needed.
     *
     * @throws IOException when it cannot be written; the ones before are still there
     */
    void write(long run, long step, ByteBuffer content) throws IOException {
        Path folder = PrivateFiles.createDirectories(folder(run));
        Path draft = folder.resolve("draft");
        try (FileChannel file = FileChannel.open(draft, WRITING, PrivateFiles.attributes())) {
            CRC32C checksum = new CRC32C();
            checksum.update(content.duplicate());
            writeFully(
                    file,
                    ByteBuffer.allocate(HEAD_BYTES)
                            .putInt(MAGIC)
                            .putInt(content.remaining())
                            .flip());
            writeFully(file, content.duplicate());
            writeFully(file, ByteBuffer.allocate(Integer.BYTES).putInt(0, (int) checksum.getValue()));
            file.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(draft);
            throw e;
        }
        Files.move(draft, folder.resolve(step + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
        int kept = 0;
        for (Path file : newestFirst(run)) {
            // One of a later step was left out when training went on, and would be again.
            if (step(file) > step || ++kept > KEPT) {
                Files.deleteIfExists(file);
            }
        }
    }

    /**
     * The newest checkpoint of a run that is whole and that the reader takes.
     *
     * @param reader throws an {@link IOException} for one that it cannot use
     * @param leftOut is told of those that are not
     * @throws UncheckedIOException when a file cannot be read now; that says nothing about what is in it
     */
    <T> Optional<T> read(long run, Reader<T> reader, Consumer<String> leftOut) {
        for (Path file : newestFirst(run)) {
            byte[] bytes = bytes(file);
            try {
                return Optional.of(reader.read(content(bytes)));
            } catch (IOException e) {
                LOG.warn("checkpoint {} is left out: {}", file, e.getMessage());
                leftOut.accept("the checkpoint at step " + step(file) + " was left out: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** Makes something of a checkpoint's content. */
    interface Reader<T> {
        T read(DataInputStream content) throws IOException;
    }

    /** The runs that have any. */
    List<Long> runs() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,18}"))
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what was kept of a run. */
    void delete(long run) {
        try {
            for (Path file : files(run)) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder(run));
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("checkpoints of run {} stay behind: {}", run, e.getMessage());
        }
    }

    /** How many bytes are kept of each run that has checkpoints. */
    Map<Long, Long> sizes() {
        Map<Long, Long> sizes = new HashMap<>();
        for (File folder : Objects.requireNonNullElse(directory.toFile().listFiles(), new File[0])) {
            if (RUN.matcher(folder.getName()).matches()) {
                // Where a file or the folder has just gone, there is nothing.
                File[] files = Objects.requireNonNullElse(folder.listFiles(), new File[0]);
                long bytes = Arrays.stream(files).mapToLong(File::length).sum();
                sizes.put(Long.parseLong(folder.getName()), bytes);
            }
        }
        return sizes;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DataInputStream content(byte[] bytes) throws IOException {
        int length = bytes.length - FRAME_BYTES;
        if (length < 0 || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            throw new IOException("it is no checkpoint");
        }
        if (ByteBuffer.wrap(bytes).getInt(Integer.BYTES) != length) {
            throw new IOException("it is cut short");
        }
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, HEAD_BYTES, length);
        if (ByteBuffer.wrap(bytes).getInt(HEAD_BYTES + length) != (int) checksum.getValue()) {
            throw new IOException("it is damaged: its checksum does not fit");
        }
        return new DataInputStream(new ByteArrayInputStream(bytes, HEAD_BYTES, length));
    }

    private static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    private List<Path> newestFirst(long run) {
        return files(run).stream()
                .filter(file -> file.toString().endsWith(SUFFIX))
                .sorted(Comparator.comparingLong(Checkpoints::step).reversed())
                .toList();
    }

    private List<Path> files(long run) {
        if (!Files.isDirectory(folder(run))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder(run))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long step(Path file) {
        String name = file.getFileName().toString();
        try {
            return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private Path folder(long run) {
        return directory.resolve(Long.toString(run));
    }
}
