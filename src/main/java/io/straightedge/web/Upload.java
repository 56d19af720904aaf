package io.straightedge.web;

import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A form whose files have arrived. */
final class Upload {
    private final RoutingContext context;

    Upload(RoutingContext context) {
        this.context = context;
    }

    /** Name of the user who sends it; null when accounts are off. */
    @Nullable
    String owner() {
        return Access.caller(context).name();
    }

    /** A text field of the form; null when it is missing. */
    @Nullable
    String text(String field) {
        return context.request().getFormAttribute(field);
    }

    /** Whether the form has a file in this field. */
    boolean has(String field) {
        return context.fileUploads().stream().anyMatch(upload -> upload.name().equals(field));
    }

    /** How much the files are together. */
    long bytes() {
        return context.fileUploads().stream().mapToLong(FileUpload::size).sum();
    }

    /** The file of a field, there until the request is answered. */
    Path file(String field) {
        List<FileUpload> files = context.fileUploads().stream()
                .filter(upload -> upload.name().equals(field))
                .toList();
        if (files.size() != 1) {
            throw new Errors.BadParameterException(field, files.size() + " files", "one file in a multipart form");
        }
        return Path.of(files.get(0).uploadedFileName());
    }

    /** What tells it from other forms. */
    String hash() {
        MessageDigest digest = Hashes.sha256();
        try (OutputStream all = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            for (String name : new TreeSet<>(context.request().formAttributes().names())) {
                all.write((name + "\n" + context.request().formAttributes().getAll(name) + "\n")
                        .getBytes(StandardCharsets.UTF_8));
            }
            List<FileUpload> files = context.fileUploads().stream()
                    .sorted(Comparator.comparing(FileUpload::name))
                    .toList();
            for (FileUpload file : files) {
                all.write((file.name() + "\n" + file.size() + "\n").getBytes(StandardCharsets.UTF_8));
                try (InputStream in = Files.newInputStream(Path.of(file.uploadedFileName()))) {
                    in.transferTo(all);
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException("the files that were sent cannot be read", e);
        }
    }
}
