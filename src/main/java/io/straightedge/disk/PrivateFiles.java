package io.straightedge.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Directories and files that the account of the server alone may read: there are hashes of passwords and people's data in
 * them. Where the file system knows no such rights, as on Windows, they are as usual.
 */
public final class PrivateFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateFiles.class);

    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** In the mode of a directory in which every account may make files, such as {@code /tmp}. */
    private static final int STICKY = 01000;

    private PrivateFiles() {}

    /** Makes a directory, and those above it, where it is missing. */
    public static Path createDirectories(Path directory) throws IOException {
        return Files.createDirectories(directory, attributes(DIRECTORY));
    }

    /** What a file is made with. */
    public static FileAttribute<?>[] attributes() {
        return attributes(FILE);
    }

    /** Writes a file anew. */
    public static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(Files.createFile(file, attributes()), text);
    }

    /** Takes the rights of others away from a file or directory that something else has made. Links are left alone. */
    public static void restrict(Path place) {
        if (POSIX && !Files.isSymbolicLink(place)) {
            try {
                set(place);
            } catch (IOException e) {
                warn(place, e);
            }
        }
    }

    /**
     * Takes the rights of others away from a directory and from what an older version has left in it. A directory that
     * is everybody's, such as {@code /tmp}, stays as it is.
     *
     * @param names of files and directories in it that are private with all they hold
     */
    public static void tighten(Path directory, List<String> names) {
        if (!POSIX) {
            return;
        }
        try {
            if (((int) Files.getAttribute(directory, "unix:mode") & STICKY) == 0) {
                set(directory);
            } else {
                LOG.warn("{} is open to every account; use a --data-dir of its own", directory);
            }
            for (String name : names) {
                if (Files.exists(directory.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                    restrictAll(directory.resolve(name));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            warn(directory, e);
        }
    }

    private static void restrictAll(Path place) throws IOException {
        try (Stream<Path> found = Files.walk(place)) {
            found.forEach(PrivateFiles::restrict);
        }
    }

    private static void set(Path place) throws IOException {
        Set<PosixFilePermission> wanted = Files.isDirectory(place) ? DIRECTORY : FILE;
        if (!Files.getPosixFilePermissions(place).equals(wanted)) {
            Files.setPosixFilePermissions(place, wanted);
        }
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> rights) {
        return POSIX ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)} : new FileAttribute<?>[0];
    }

    private static void warn(Path place, Exception e) {
        LOG.warn("other accounts may read {}: its rights cannot be changed ({})", place, e.toString());
    }
}
