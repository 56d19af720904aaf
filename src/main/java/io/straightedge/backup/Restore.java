package io.straightedge.backup;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.straightedge.disk.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Makes a data directory of a backup, or nothing: everything is unpacked and checked in a folder within it first. */
public final class Restore {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final String FOLDER = "restoring";
    private static final int MOST_MANIFEST_BYTES = 64 << 20;

    /**
     * What was restored.
     *
     * @param written when the backup was, as ISO 8601
     * @param version of the program that wrote it
     * @param checkpoints how many runs can go on from one
     * @param datasets files of uploaded datasets
     */
    public record Restored(String written, String version, long bytes, long checkpoints, long datasets) {}

    private Restore() {}

    /**
     * Restores a backup.
     *
     * @param directory missing or empty
     * @param check opens the database in a directory and throws when that cannot be done
     * @throws BackupException when the backup is damaged or the directory cannot take it; it is then as it was
     */
    public static Restored restore(Path backup, Path directory, Consumer<Path> check) {
        Path folder = directory.resolve(FOLDER);
        if (isHalfDone(directory)) {
            removeHalfDone(directory);
        }
        requireEmpty(directory);
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            Manifest manifest = manifest(zip, backup);
            PrivateFiles.createDirectories(folder);
            requireRoom(manifest, directory);
            PrivateFiles.createDirectories(folder.resolve(Manifest.UPLOADS)); // or the server would look for older ones
            for (Manifest.Content content : manifest.files()) {
                unpack(zip, content, backup, folder);
            }
            check.accept(folder);
            moveUp(folder, directory);
            return new Restored(
                    manifest.written(),
                    manifest.version(),
                    manifest.files().stream().mapToLong(Manifest.Content::bytes).sum(),
                    count(manifest, Manifest.CHECKPOINTS),
                    count(manifest, Manifest.UPLOADS));
        } catch (IOException
                | UncheckedIOException
                | IllegalArgumentException e) { // the last of a ZIP comment that is no text
            throw new BackupException(
                    "the backup " + backup + " cannot be restored to " + directory + " (" + BackupWriter.reason(e)
                            + "); nothing was changed",
                    e);
        } finally {
            delete(folder);
        }
    }

    /**
     * Refuses a directory in which a restore was ended, by a kill or a power cut, before it had brought the database.
     *
     * @throws BackupException that says what to do
     */
    public static void rejectHalfDone(Path directory) {
        if (isHalfDone(directory)) {
            throw new BackupException("a restore to " + directory + " was ended before it was through; run \"restore\""
                    + " again, which begins anew, or remove " + directory + " to start without it");
        }
    }

    /** The database comes last, and the folder goes after it. */
    private static boolean isHalfDone(Path directory) {
        return Files.isDirectory(directory.resolve(FOLDER)) && !Files.exists(directory.resolve(Manifest.DATABASE));
    }

    /** What a backup brings, and nothing else: the directory was empty before. The folder that tells of it goes last. */
    private static void removeHalfDone(Path directory) {
        delete(directory.resolve(Manifest.CHECKPOINTS));
        delete(directory.resolve(Manifest.UPLOADS));
        delete(directory.resolve(Manifest.OLDER_UPLOADS));
        Path datasets = directory.resolve(Manifest.OLDER_UPLOADS).getParent();
        try {
            Files.deleteIfExists(datasets);
        } catch (DirectoryNotEmptyException e) {
            // Somebody else's: the directory is refused for not being empty.
        } catch (IOException e) {
            throw new BackupException("the folder " + datasets + " stays behind; remove it", e);
        }
        delete(directory.resolve(FOLDER));
    }

    private static void requireEmpty(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> children = Files.list(directory)) {
            @Nullable Path first = children.findFirst().orElse(null);
            if (first != null) {
                throw new BackupException(directory + " is not empty, it has " + first.getFileName()
                        + "; name a --data-dir that does not exist yet, or move what is in it away");
            }
        } catch (IOException e) {
            throw new BackupException(directory + " is no directory that can be read; name another --data-dir", e);
        }
    }

    private static Manifest manifest(ZipFile zip, Path backup) throws IOException {
        @Nullable ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null || entry.getSize() > MOST_MANIFEST_BYTES) {
            throw new BackupException(backup + " is not a backup of Straightedge, or damaged: it has no "
                    + Manifest.NAME + "; name a file that \"backup\" wrote");
        }
        Manifest manifest = JSON.readValue(bytes(zip, entry), Manifest.class);
        if (manifest.format() < 1 || manifest.format() > Manifest.FORMAT) {
            throw new BackupException(backup + " was written by Straightedge " + manifest.version()
                    + " in a format this version does not know; restore it with that version");
        }
        List<Manifest.Content> files = manifest.files();
        for (Manifest.Content content : files) {
            if (!content.allowed()) {
                throw new BackupException(backup + " names " + content.name() + ", which belongs to no backup");
            }
        }
        if (files.stream().noneMatch(content -> content.name().equals(Manifest.DATABASE))) {
            throw new BackupException(backup + " has no database; name a file that \"backup\" wrote");
        }
        return manifest;
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes(MOST_MANIFEST_BYTES);
        }
    }

    private static void requireRoom(Manifest manifest, Path directory) throws IOException {
        long needed =
                manifest.files().stream().mapToLong(Manifest.Content::bytes).sum();
        long room = Files.getFileStore(directory).getUsableSpace();
        if (needed > room) {
            throw new BackupException(directory + " has room for " + room + " bytes, and the backup needs " + needed
                    + "; name a --data-dir on another disk");
        }
    }

    private static void unpack(ZipFile zip, Manifest.Content content, Path backup, Path folder) throws IOException {
        @Nullable ZipEntry entry = zip.getEntry(content.name());
        if (entry == null) {
            throw damaged(backup, content, "it is missing");
        }
        Path target = folder.resolve(content.place());
        PrivateFiles.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.createFile(target, PrivateFiles.attributes());
        try (DigestInputStream in = Manifest.digesting(zip.getInputStream(entry));
                OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[1 << 16];
            long bytes = 0;
            for (int count = in.read(buffer); count >= 0 && bytes <= content.bytes(); count = in.read(buffer)) {
                out.write(buffer, 0, count);
                bytes += count;
            }
            if (bytes != content.bytes() || !Manifest.hex(in.getMessageDigest()).equals(content.sha256())) {
                throw damaged(backup, content, "its checksum does not fit");
            }
        } catch (java.util.zip.ZipException | java.io.EOFException e) {
            throw damaged(backup, content, String.valueOf(e.getMessage()));
        }
    }

    private static BackupException damaged(Path backup, Manifest.Content content, String how) {
        return new BackupException(backup + " is damaged at " + content.name() + " (" + how
                + "); take another backup. Nothing was changed");
    }

    /** The database last: without it the directory is not taken for one. */
    private static void moveUp(Path folder, Path directory) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            List<Path> order = children.sorted(Comparator.comparing(
                            child -> child.getFileName().toString().equals(Manifest.DATABASE)))
                    .toList();
            for (Path child : order) {
                Files.move(child, directory.resolve(child.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static long count(Manifest manifest, String prefix) {
        return manifest.files().stream()
                .filter(content -> content.place().startsWith(prefix))
                .count();
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new BackupException("the folder " + folder + " stays behind; remove it", e);
        }
    }
}
