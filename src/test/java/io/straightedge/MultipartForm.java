package io.straightedge;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Text fields, and files by the name of their field, as a browser sends them. */
record MultipartForm(Map<String, String> fields, Map<String, byte[]> files) {
    private static final String BOUNDARY = "----straightedge-form";
    private static final String DISPOSITION = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"";

    HttpRequest.Builder post(HttpRequest.Builder request) {
        return request.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body()));
    }

    private byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> write(body, DISPOSITION + name + "\"\r\n\r\n" + value + "\r\n"));
        files.forEach((name, content) -> {
            write(body, DISPOSITION + name + "\"; filename=\"" + name + "\"\r\n");
            write(body, "Content-Type: application/octet-stream\r\n\r\n");
            body.writeBytes(content);
            write(body, "\r\n");
        });
        write(body, "--" + BOUNDARY + "--\r\n");
        return body.toByteArray();
    }

    private static void write(ByteArrayOutputStream body, String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
