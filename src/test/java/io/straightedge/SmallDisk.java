package io.straightedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real disk of a few megabytes that a test fills and frees. Only root on Linux can mount one. */
public final class SmallDisk implements AutoCloseable {
    private static final int BLOCK = 4096;
    private static final long MAX_BYTES_AT_ONCE = 1 << 20;
    private static final int MOUNT_SECONDS = 30;

    private final Path place;
    private final Path filling;

    private SmallDisk(Path place) {
        this.place = place;
        this.filling = place.resolve("filling");
    }

    /** Mounts a disk, or skips the test where nobody may; CI always may. */
    public static SmallDisk mount(Path place, int megabytes) throws IOException, InterruptedException {
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", place.toString());
        if (System.getenv("CI") != null) {
            assertThat(mounted).as("a disk can be mounted on CI").isTrue();
        }
        assumeTrue(mounted, "no disk can be mounted here; run as root on Linux");
        return new SmallDisk(place);
    }

    public Path place() {
        return place;
    }

    /** Takes all room but so many bytes, or what is left where a server takes some at the same time. */
    public void fill(long left) throws IOException {
        try (OutputStream out = Files.newOutputStream(filling)) {
            for (long room = free() - left; room >= BLOCK; room = free() - left) {
                out.write(new byte[(int) Math.min(room, MAX_BYTES_AT_ONCE)]);
            }
        } catch (IOException e) {
            if (free() >= BLOCK) {
                throw e;
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    public void empty() throws IOException {
        Files.deleteIfExists(filling);
    }

    public long free() throws IOException {
        return Files.getFileStore(place).getUsableSpace();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        // Lazily: a process that was killed a moment ago may still hold it.
        assertThat(run("umount", "-l", place.toString())).isTrue();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            return process.waitFor(MOUNT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such command
        }
    }
}
