package io.straightedge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    Path directory;

    private Checkpoints checkpoints;

    @BeforeEach
    void open() {
        checkpoints = new Checkpoints(directory.resolve("checkpoints"));
    }

    @Test
    void theTwoNewestAreKeptNewestFirst() throws IOException {
        for (int step : new int[] {9, 10, 200, 1000}) {
            checkpoints.write(7, step, ByteBuffer.allocate(8).putLong(0, step));
        }
        checkpoints.write(8, 5, ByteBuffer.allocate(8).putLong(0, 5));
        assertThat(contents(7)).containsExactly(1000L, 200L);
        assertThat(contents(8)).containsExactly(5L);
        assertThat(files(7)).hasSize(2);

        checkpoints.delete(7);
        assertThat(contents(7)).isEmpty();
        assertThat(contents(8)).containsExactly(5L);
        checkpoints.delete(7);
    }

    @Test
    void oneThatWasCutOrChangedIsLeftOut() throws IOException {
        checkpoints.write(1, 10, ByteBuffer.allocate(8).putLong(0, 10));
        checkpoints.write(1, 20, ByteBuffer.allocate(8).putLong(0, 20));
        Path newest = directory.resolve("checkpoints/1/20.checkpoint");
        byte[] whole = Files.readAllBytes(newest);
        for (int length = 0; length < whole.length; length++) {
            Files.write(newest, Arrays.copyOf(whole, length));
            assertThat(contents(1)).as("cut to %d bytes", length).containsExactly(10L);
        }
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 0x10;
            Files.write(newest, changed);
            assertThat(contents(1)).as("byte %d changed", i).containsExactly(10L);
        }
        Files.write(newest, whole);
        assertThat(contents(1)).containsExactly(20L, 10L);
    }

    @Test
    void whatCannotBeWrittenLeavesTheOnesBefore() throws IOException {
        checkpoints.write(1, 10, ByteBuffer.allocate(8).putLong(0, 10));
        Path draft = Files.createDirectory(directory.resolve("checkpoints/1/draft"));
        Files.createFile(draft.resolve("in the way"));
        assertThatThrownBy(() -> checkpoints.write(1, 20, ByteBuffer.allocate(8)))
                .isInstanceOf(IOException.class);
        assertThat(contents(1)).containsExactly(10L);
    }

    private List<Long> contents(long run) {
        List<Long> values = new java.util.ArrayList<>();
        checkpoints.read(
                run,
                content -> {
                    values.add(content.readLong());
                    assertThat(content.read()).isEqualTo(-1);
                    throw new IOException("the next one, please");
                },
                problem -> {});
        return values;
    }

    private List<Path> files(long run) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("checkpoints/" + run))) {
            return files.toList();
        }
    }
}
