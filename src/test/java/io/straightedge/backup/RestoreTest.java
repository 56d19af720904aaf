package io.straightedge.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.straightedge.Mutations;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a backup holds, and what damaged ones do: nothing. */
class RestoreTest {
    private static final Consumer<Path> SOUND = folder -> {};

    @TempDir
    private Path folder;

    private Path backup;
    private Path target;

    @BeforeEach
    void write() throws IOException {
        Path source = folder.resolve("source");
        put(source.resolve("checkpoints/3/50.checkpoint"), "older");
        put(source.resolve("checkpoints/3/700.checkpoint"), "newer");
        put(source.resolve("checkpoints/3/draft"), "half");
        put(source.resolve("uploads/iris/samples.csv"), "x,y");
        put(source.resolve("uploads/.draft-1/samples.csv"), "half");
        backup = folder.resolve("backup.zip");
        target = folder.resolve("target");
        writer(source, RestoreTest::database).write(backup);
    }

    @Test
    void theNewestCheckpointsTheUploadsAndTheDatabaseComeBack() throws IOException {
        Restore.Restored restored = Restore.restore(backup, target, SOUND);

        assertThat(target.resolve("straightedge.mv.db")).hasContent("rows");
        assertThat(target.resolve("checkpoints/3/700.checkpoint")).hasContent("newer");
        assertThat(target.resolve("uploads/iris/samples.csv")).hasContent("x,y");
        try (var files = Files.walk(target)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(3);
        }
        assertThat(restored.checkpoints()).isEqualTo(1);
        assertThat(restored.version()).isEqualTo("1.2");
    }

    @Test
    void theUploadsOfAnOlderBackupComeToTheirNewPlace() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>(Mutations.unzipped(Files.readAllBytes(backup)));
        entries.put("datasets/uploads/iris/samples.csv", entries.remove("uploads/iris/samples.csv"));
        String manifest = new String(entries.get("backup.json"), StandardCharsets.UTF_8)
                .replace("uploads/iris", "datasets/uploads/iris")
                .replace("\"format\":2", "\"format\":1");
        entries.put("backup.json", manifest.getBytes(StandardCharsets.UTF_8));
        Files.write(backup, Mutations.zipped(entries));

        assertThat(Restore.restore(backup, target, SOUND).datasets()).isEqualTo(1);
        assertThat(target.resolve("uploads/iris/samples.csv")).hasContent("x,y");
        assertThat(target.resolve("datasets")).doesNotExist();
    }

    @Test
    void aDirectoryThatIsNotEmptyIsLeftAlone() throws IOException {
        put(target.resolve("straightedge.mv.db"), "precious");
        assertThatThrownBy(() -> Restore.restore(backup, target, SOUND))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is not empty, it has straightedge.mv.db")
                .hasMessageContaining("--data-dir");
        assertThat(target.resolve("straightedge.mv.db")).hasContent("precious");
    }

    @Test
    void aRestoreThatWasKilledIsNotTakenForALabAndBeginsAnew() throws IOException {
        put(target.resolve("restoring/straightedge.mv.db"), "ro");
        put(target.resolve("checkpoints/3/9.checkpoint"), "of the restore");
        put(target.resolve("uploads/iris/other.csv"), "of the restore");
        put(target.resolve("datasets/uploads/iris/other.csv"), "of a restore by an older version");
        assertThatThrownBy(() -> Restore.rejectHalfDone(target))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("a restore to " + target + " was ended before it was through")
                .hasMessageContaining("run \"restore\" again");

        Restore.restore(backup, target, SOUND);

        Restore.rejectHalfDone(target);
        assertThat(target.resolve("straightedge.mv.db")).hasContent("rows");
        try (var files = Files.walk(target)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(3);
        }
    }

    @Test
    void whatARestoreDidNotBringIsLeftAlone() throws IOException {
        put(target.resolve("restoring/straightedge.mv.db"), "ro");
        put(target.resolve("datasets/mnist/file"), "precious");

        assertThatThrownBy(() -> Restore.restore(backup, target, SOUND))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is not empty, it has datasets");

        assertThat(target.resolve("datasets/mnist/file")).hasContent("precious");
    }

    @Test
    void aDamagedBackupIsRefusedAndLeavesNothing() throws IOException {
        byte[] whole = Files.readAllBytes(backup);
        for (int length : new int[] {0, 10, whole.length / 2, whole.length - 1}) {
            Files.write(backup, java.util.Arrays.copyOf(whole, length));
            assertRefused("");
        }
        Files.write(backup, Mutations.withBadComments(Mutations.unzipped(whole)));
        assertRefused("cannot be restored");
        Files.write(backup, whole);
        change("checkpoints/3/700.checkpoint", "newes");
        assertRefused("is damaged at checkpoints/3/700.checkpoint (its checksum does not fit)");
        Files.write(backup, whole);
        change("straightedge.mv.db", null);
        assertRefused("is damaged at straightedge.mv.db (it is missing)");
        Files.write(backup, whole);
        change("backup.json", null);
        assertRefused("is not a backup of Straightedge");
    }

    @Test
    void aNameThatLeadsElsewhereIsRefused() throws IOException {
        for (String name : List.of("../evil", "checkpoints/../../evil", "/etc/evil", "datasets/uploads/../x/y")) {
            change(
                    "backup.json",
                    "{\"format\":1,\"version\":\"1\",\"written\":\"now\",\"files\":[{\"name\":\"" + name
                            + "\",\"bytes\":1,\"sha256\":\"\"}]}");
            assertRefused("names " + name + ", which belongs to no backup");
        }
    }

    @Test
    void aDatabaseThatCannotBeOpenedLeavesNothing() {
        assertThatThrownBy(() -> Restore.restore(backup, target, folder -> {
                    throw new IllegalStateException("damaged");
                }))
                .hasMessage("damaged");
        assertThat(target).isEmptyDirectory();
    }

    @Test
    void aBackupThatFailsLeavesTheOneBefore() throws IOException {
        byte[] before = Files.readAllBytes(backup);
        Path source = folder.resolve("source");
        assertThatThrownBy(() -> writer(source, zip -> {
                            throw new UncheckedIOException(new IOException("No space left on device"));
                        })
                        .write(backup))
                .isInstanceOf(BackupException.class)
                .hasMessage(
                        "the backup " + backup + " cannot be written (No space left on device); nothing is left of it");
        assertThat(backup).hasBinaryContent(before);
        assertThat(folder).isDirectoryNotContaining("glob:**.draft");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Restore.restore(backup, target, SOUND))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining(message);
        assertThat(Files.exists(target.resolve("straightedge.mv.db"))).isFalse();
    }

    private static BackupWriter writer(Path source, Consumer<Path> database) {
        return new BackupWriter(database, source.resolve("checkpoints"), source.resolve("uploads"), "1.2");
    }

    private static void database(Path packed) {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(packed))) {
            zip.putNextEntry(new ZipEntry("anything.mv.db"));
            zip.write("rows".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Gives an entry another content, or takes it away. */
    private void change(String name, String content) throws IOException {
        List<String> names = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(backup));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
                if (!entry.getName().equals(name) || content != null) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    copy(
                            entry.getName().equals(name) ? content.getBytes(StandardCharsets.UTF_8) : in.readAllBytes(),
                            out);
                }
            }
        }
        assertThat(names).contains(name);
        Files.write(backup, bytes.toByteArray());
    }

    private static void copy(byte[] content, OutputStream out) throws IOException {
        out.write(content);
    }
}
