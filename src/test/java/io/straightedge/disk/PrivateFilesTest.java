package io.straightedge.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class PrivateFilesTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void openToAll() throws IOException {
        rights(directory, "rwxr-xr-x");
    }

    @Test
    void whatIsMadeBelongsToItsAccountAlone() throws IOException {
        Path folder = PrivateFiles.createDirectories(directory.resolve("a/b"));
        Path file = folder.resolve("file");
        Files.writeString(file, "old");
        rights(file, "rw-r--r--");

        PrivateFiles.write(file, "new");

        assertThat(file).hasContent("new");
        assertThat(rights(directory.resolve("a"))).isEqualTo("rwx------");
        assertThat(rights(folder)).isEqualTo("rwx------");
        assertThat(rights(file)).isEqualTo("rw-------");
    }

    @Test
    void whatWasLeftIsTightenedAndNothingElse() throws IOException {
        Path other = Files.createDirectories(directory.resolve("elsewhere"));
        Path shared = Files.writeString(other.resolve("mnist"), "");
        Path kept = Files.createDirectories(directory.resolve("data/kept/1"));
        Path checkpoint = Files.writeString(kept.resolve("1.checkpoint"), "");
        Path notOurs = Files.writeString(directory.resolve("data/notes.txt"), "");
        Files.createSymbolicLink(kept.resolve("link"), other);
        Files.createSymbolicLink(kept.resolve("file"), shared);
        for (Path open : List.of(other, kept, kept.getParent(), directory.resolve("data"))) {
            rights(open, "rwxr-xr-x");
        }
        for (Path open : List.of(shared, checkpoint, notOurs)) {
            rights(open, "rw-r--r--");
        }

        PrivateFiles.tighten(directory.resolve("data"), List.of("kept", "missing"));

        assertThat(rights(directory.resolve("data"))).isEqualTo("rwx------");
        assertThat(rights(kept)).isEqualTo("rwx------");
        assertThat(rights(checkpoint)).isEqualTo("rw-------");
        assertThat(rights(notOurs)).isEqualTo("rw-r--r--");
        assertThat(rights(other)).isEqualTo("rwxr-xr-x");
        assertThat(rights(shared)).isEqualTo("rw-r--r--");
    }

    @Test
    void aDirectoryOfEverybodyStaysAsItIs() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("chmod", "1777", directory.toString())
                        .start()
                        .waitFor())
                .isZero();
        PrivateFiles.tighten(directory, List.of());
        assertThat(rights(directory)).isEqualTo("rwxrwxrwx");
    }

    private static String rights(Path place) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(place));
    }

    private static void rights(Path place, String rights) throws IOException {
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(rights));
    }
}
