package io.straightedge;

import io.straightedge.backup.BackupException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Has a server that works write a backup, takes it, and removes it there. */
final class RemoteBackup {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long ASK_AGAIN_MILLIS = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String address;
    private final @Nullable String token;

    RemoteBackup(String address, @Nullable String token) {
        this.address = address;
        this.token = token;
    }

    /**
     * @throws java.net.ConnectException when nobody listens
     * @throws BackupException when the server refuses or fails
     */
    void write(Path to) throws IOException, InterruptedException {
        Path file = to.toAbsolutePath().normalize();
        Path folder = Optional.ofNullable(file.getParent()).orElse(file);
        if (!Files.isDirectory(folder)) {
            throw new BackupException("the folder " + folder + " is not there; make it, or name another file");
        }
        String name = json(request("").POST(BodyPublishers.noBody())).getString("name");
        awaitWritten(name);
        Path draft = Files.createTempFile(folder, ".straightedge-", ".draft");
        try {
            HttpResponse<Path> answer = client.send(request("/" + name).build(), BodyHandlers.ofFile(draft));
            if (answer.statusCode() != 200) {
                throw new BackupException("the server at " + address + " answered " + answer.statusCode());
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BackupException("the backup " + file + " cannot be written (" + e.getMessage() + ")", e);
        } finally {
            Files.deleteIfExists(draft);
            client.send(request("/" + name).DELETE().build(), BodyHandlers.discarding());
        }
    }

    private void awaitWritten(String name) throws IOException, InterruptedException {
        JsonObject state = json(request(""));
        while (name.equals(state.getString("writing"))) {
            TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
            state = json(request(""));
        }
        if (state.getString("failure") != null) {
            throw new BackupException("the server at " + address + ": " + state.getString("failure"));
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + "/api/v1/backups" + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private JsonObject json(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            throw new BackupException("the server at " + address + " wants an administrator's API token with the scope"
                    + " write; give it with --token or in STRAIGHTEDGE_TOKEN");
        }
        JsonObject json = new JsonObject(answer.body());
        if (status >= 400) {
            throw new BackupException("the server at " + address + ": "
                    + json.getJsonObject("error").getString("message"));
        }
        return json;
    }
}
