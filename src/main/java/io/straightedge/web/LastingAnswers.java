package io.straightedge.web;

import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Answers that do not change, gzipped and kept in memory: everyone who follows a run asks for the same path at the
 * same moment. It is made once, and whoever comes meanwhile waits for it. For any thread that may block.
 */
final class LastingAnswers {
    private final long mostBytes;
    private final Map<String, CompletableFuture<Buffer>> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param mostBytes of all answers together; beyond, those asked for least recently go */
    LastingAnswers(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** What was made for this key, gzipped; what fails is not kept. */
    Buffer get(String key, Supplier<Buffer> answer) {
        CompletableFuture<Buffer> mine = new CompletableFuture<>();
        CompletableFuture<Buffer> found = keep(key, mine);
        if (found != mine) {
            return result(found);
        }
        try {
            Buffer made = Gzip.zip(answer.get(), Gzip.QUICK);
            made(made.length());
            mine.complete(made);
            return made;
        } catch (RuntimeException | Error e) {
            forget(key);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private static Buffer result(CompletableFuture<Buffer> found) {
        try {
            return found.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private synchronized CompletableFuture<Buffer> keep(String key, CompletableFuture<Buffer> mine) {
        CompletableFuture<Buffer> found = kept.putIfAbsent(key, mine);
        return found == null ? mine : found;
    }

    private synchronized void forget(String key) {
        kept.remove(key);
    }

    private synchronized void made(int size) {
        bytes += size;
        Iterator<CompletableFuture<Buffer>> eldest = kept.values().iterator();
        while (bytes > mostBytes && eldest.hasNext()) {
            CompletableFuture<Buffer> answer = eldest.next();
            if (answer.isDone()) {
                bytes -= answer.join().length();
                eldest.remove();
            }
        }
    }
}
