package io.straightedge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class LastingAnswersTest {
    private static final int SIZE = 1000;

    private final AtomicInteger made = new AtomicInteger();

    @Test
    void anAnswerIsMadeOnceAndZipped() throws IOException {
        LastingAnswers answers = new LastingAnswers(10 * SIZE);
        Buffer answer = make();
        assertThat(answers.get("a", () -> answer)).isSameAs(answers.get("a", this::make));
        byte[] unzipped = new GZIPInputStream(
                        new ByteArrayInputStream(answers.get("a", this::make).getBytes()))
                .readAllBytes();
        assertThat(unzipped).isEqualTo(answer.getBytes());
        assertThat(made).hasValue(1);
    }

    @Test
    void whoComesWhileItIsMadeWaitsForIt() throws Exception {
        LastingAnswers answers = new LastingAnswers(10 * SIZE);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Buffer> first = CompletableFuture.supplyAsync(() -> answers.get("a", () -> {
            begun.countDown();
            await(go);
            return make();
        }));
        begun.await();
        CompletableFuture<Buffer> second = CompletableFuture.supplyAsync(() -> answers.get("a", this::make));
        go.countDown();
        assertThat(second.get()).isSameAs(first.get());
        assertThat(made).hasValue(1);
    }

    @Test
    void aFailureIsNotKept() {
        LastingAnswers answers = new LastingAnswers(10 * SIZE);
        assertThatThrownBy(() -> answers.get("a", () -> {
                    throw new IllegalStateException("not there");
                }))
                .hasMessage("not there");
        assertThat(answers.get("a", this::make)).isNotNull();
    }

    @Test
    void thoseAskedForLeastRecentlyGo() {
        LastingAnswers answers = new LastingAnswers(5 * SIZE / 2);
        Buffer a = answers.get("a", this::make);
        answers.get("b", this::make);
        answers.get("a", this::make);
        answers.get("c", this::make);
        assertThat(answers.get("a", this::make)).isSameAs(a);
        assertThat(made).hasValue(3);
        answers.get("b", this::make);
        assertThat(made).hasValue(4);
    }

    /** Random bytes do not get smaller by zipping. */
    private Buffer make() {
        made.incrementAndGet();
        byte[] bytes = new byte[SIZE];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Buffer.buffer(bytes);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
