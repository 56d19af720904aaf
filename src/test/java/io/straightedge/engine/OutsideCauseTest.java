package io.straightedge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.straightedge.data.DatasetException;
import io.straightedge.run.StoreException;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutsideCauseTest {
    static Stream<Arguments> passing() {
        return Stream.of(
                Arguments.of(new DatasetException("name", "put the files into mnist"), "put the files into mnist"),
                Arguments.of(new DatasetException("name", "put the files into mnist"), "--datasets-dir"),
                Arguments.of(new OutOfMemoryError("Java heap space"), "Java heap space"),
                Arguments.of(new OutOfMemoryError("unable to create native thread"), "--memory-mb"),
                Arguments.of(new RuntimeException("std::bad_alloc"), "memory ran out"),
                Arguments.of(new StoreException("/srv/data/x.db cannot be read"), "the database"),
                Arguments.of(
                        new UncheckedIOException(
                                new FileSystemException("/srv/7.checkpoint", null, "Too many open files")),
                        "7.checkpoint: Too many open files"),
                Arguments.of(new FileNotFoundException("No space left on device"), "No space left on device"),
                Arguments.of(new NoClassDefFoundError("org/nd4j/Nd4j"), "org/nd4j/Nd4j"),
                Arguments.of(new UnsatisfiedLinkError("no jnind4jcpu"), "start the server again"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatPassesSaysWhatItIsAndWhatToDo(Throwable cause, String said) {
        assertThat(OutsideCause.of(cause)).get().asString().contains(said).doesNotContain("/srv");
        assertThat(OutsideCause.of(new IllegalStateException("measuring step 7 failed", cause)))
                .isEqualTo(OutsideCause.of(cause));
    }

    static Stream<Throwable> ofTheRun() {
        return Stream.of(
                new IllegalStateException("the 2 training samples hold no pair of kind same"),
                new IllegalArgumentException("layer 1 weights[0] is NaN"),
                new NullPointerException(),
                new StackOverflowError(),
                new AssertionError("in training"));
    }

    @ParameterizedTest
    @MethodSource("ofTheRun")
    void whatTheRunDoesWrongDoesNotPass(Throwable cause) {
        assertThat(OutsideCause.of(cause)).isEmpty();
        assertThat(OutsideCause.of(new RuntimeException(cause))).isEmpty();
    }
}
