package io.straightedge.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
    private static final String DRAFT = ".draft-";
    private static final String REMOVED = ".removed-";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final Path directory;

    private interface Filling {
        Uploaded.About fill(Path draft) throws IOException;
    }

    UploadDirectory(Path directory) {
        this.directory = directory;
    }

    List<Uploaded> list() {
        try {
            return datasets(directory).stream()
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

    /** @throws DatasetException naming the fields of the form that are wrong */
    void addTable(String name, Path file, TableChoices choices, @Nullable String owner) {
        add(name, draft -> {
            TableProfile profile = TableProfile.of(file, choices);
            String label = TableImport.write(file, profile, draft.resolve(Uploaded.TABLE));
            CsvFile table = CsvFile.read(draft.resolve(Uploaded.TABLE), label);
            return Uploaded.About.of(
                    label, table.classNames(), table.columns().size(), table.size(), 0, owner, profile.notes());
        });
    }

    /** @throws DatasetException naming the field of the form that is wrong */
    void addImages(String name, Path images, Path labels, @Nullable String owner) {
        add(name, draft -> {
            LabelledImages.Content content = ImageImport.copy(images, labels, draft);
            UploadPreview preview = ImageImport.preview(content);
            if (!preview.problems().isEmpty()) {
                throw new DatasetException(preview.problems());
            }
            return Uploaded.About.of(
                    null,
                    Texts.classNames(content.classes()),
                    preview.dimension(),
                    content.size(),
                    content.width(),
                    owner,
                    preview.notes());
        });
    }

    /** What {@link #addImages} would keep. */
    UploadPreview previewImages(Path images, Path labels) {
        try {
            Files.createDirectories(directory);
            Path draft = Files.createTempDirectory(directory, DRAFT);
            try {
                return ImageImport.preview(ImageImport.copy(images, labels, draft));
            } catch (DatasetException e) {
                return UploadPreview.unreadable(e);
            } finally {
                delete(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("images cannot be looked at", e);
        }
    }

    /**
     * Copies the datasets of a folder where an older version kept them, unless that was done before: then this directory
     * is there. They stay in the older folder as they are.
     *
     * @throws UncheckedIOException when they cannot all be copied; nothing was changed
     */
    void adopt(Path older) {
        if (Files.exists(directory)) {
            return;
        }
        Path draft = directory.resolveSibling("." + directory.getFileName() + DRAFT);
        try {
            delete(draft);
            Files.createDirectories(draft);
            int copied = 0;
            for (Path dataset : datasets(older)) {
                copy(dataset, Files.createDirectory(draft.resolve(dataset.getFileName())));
                copied++;
            }
            Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
            if (copied > 0) {
                LOG.info(
                        "{} copied from {} to {}, where they are kept from now on; the older folder is no longer used",
                        Texts.count(copied, "uploaded dataset"),
                        older,
                        directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the uploaded datasets in " + older + " cannot be copied to " + directory + " (" + e
                            + "); make room for them and let them be read, then start again",
                    e);
        }
    }

    private static void copy(Path dataset, Path target) throws IOException {
        try (Stream<Path> files = Files.list(dataset)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = Files.copy(file, target.resolve(file.getFileName()));
                try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }

    private static List<Path> datasets(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child ->
                            NAME.matcher(child.getFileName().toString()).matches() && Files.isDirectory(child))
                    .sorted()
                    .toList();
        }
    }

    /** Removes what a server left that was killed while it took or removed a dataset. None may be under way. */
    void clean() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.toList()) {
                String name = child.getFileName().toString();
                if (name.startsWith(DRAFT) || name.startsWith(REMOVED)) {
                    delete(child);
                    LOG.info("what was left of an unfinished upload is removed: {}", child);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("what is left of unfinished uploads stays in {}: {}", directory, e.getMessage());
        }
    }

    /** Returns false when there is none of that name. */
    synchronized boolean remove(String name) {
        Path target = directory.resolve(name);
        if (!NAME.matcher(name).matches() || !Files.isDirectory(target)) {
            return false;
        }
        try {
            Path away = Files.createTempDirectory(directory, REMOVED);
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
            Path draft = Files.createTempDirectory(directory, DRAFT);
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

    static void delete(Path folder) throws IOException {
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
