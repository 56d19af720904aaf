package io.straightedge.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The datasets that users brought: a directory each, which appears and goes as a whole. */
final class UploadDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(UploadDirectory.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final Path directory;

    private interface Filling {
        Uploaded.About fill(Path draft) throws IOException;
    }

    UploadDirectory(Path directory) {
        this.directory = directory;
    }

    List<Uploaded> list() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted()
                    .filter(child ->
                            NAME.matcher(child.getFileName().toString()).matches())
                    .flatMap(child -> opened(child).stream())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("uploaded datasets are left out: {}", e.getMessage());
            return List.of();
        }
    }

    /** Empty where a directory does not hold one, or no longer: that must not hide the others. */
    private static Optional<Uploaded> opened(Path child) {
        try {
            return Optional.of(Uploaded.open(child));
        } catch (DatasetException e) {
            if (Files.exists(child)) { // else it was removed meanwhile
                LOG.warn("an uploaded dataset is left out: {}", e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** @throws DatasetException naming the field of the form that is wrong */
    void addTable(String name, Path file, String label, @Nullable String owner) {
        add(name, draft -> {
            Files.copy(file, draft.resolve(Uploaded.TABLE));
            CsvFile table = CsvFile.read(draft.resolve(Uploaded.TABLE), label);
            return new Uploaded.About(label, table.classNames(), table.columns().size(), table.size(), 0, owner);
        });
    }

    /** @throws DatasetException naming the field of the form that is wrong */
    void addImages(String name, Path images, Path labels, @Nullable String owner) {
        add(name, draft -> {
            copy(images, draft, Uploaded.IMAGES);
            copy(labels, draft, Uploaded.LABELS);
            LabelledImages.Content content = read(draft);
            if (content.size() < CsvFile.MIN_SAMPLES) {
                throw new DatasetException(
                        "images",
                        Texts.count(content.size(), "image") + "; at least " + CsvFile.MIN_SAMPLES + " are needed");
            }
            return new Uploaded.About(
                    null,
                    Texts.classNames(content.classes()),
                    content.width() * content.width(),
                    content.size(),
                    content.width(),
                    owner);
        });
    }

    private static LabelledImages.Content read(Path draft) {
        try {
            return Uploaded.images(draft).read();
        } catch (DatasetException e) {
            // The user knows the files by what they are, not by where they lie.
            throw new DatasetException("images", String.valueOf(e.getMessage()).replace(draft + "/", ""));
        }
    }

    /** Returns false when there is none of that name. */
    synchronized boolean remove(String name) {
        Path target = directory.resolve(name);
        if (!NAME.matcher(name).matches() || !Files.isDirectory(target)) {
            return false;
        }
        try {
            Path away = Files.createTempDirectory(directory, ".removed-");
            Files.move(target, away.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            delete(away);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("dataset " + name + " cannot be removed", e);
        }
    }

    private synchronized void add(String name, Filling filling) {
        if (!NAME.matcher(name).matches()) {
            throw new DatasetException(
                    "name", "\"" + name + "\" is not allowed; use up to 40 small letters, digits and hyphens");
        }
        Path target = directory.resolve(name);
        if (Files.exists(target)) {
            throw new DatasetException("name", "there is a dataset \"" + name + "\" already; use another name");
        }
        try {
            Files.createDirectories(directory);
            Path draft = Files.createTempDirectory(directory, ".draft-");
            try {
                Uploaded.write(draft, filling.fill(draft));
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                delete(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("dataset " + name + " cannot be kept", e);
        }
    }

    /** Under a name that says whether it is gzipped, which only its first bytes do. */
    private static void copy(Path file, Path draft, String name) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(2);
        }
        boolean gzipped = start.length == 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B;
        Files.copy(file, draft.resolve(gzipped ? name + ".gz" : name));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
