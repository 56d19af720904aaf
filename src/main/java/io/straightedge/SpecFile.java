package io.straightedge;

import io.straightedge.run.InvalidSpecException;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** Reads a spec from a JSON file. */
final class SpecFile {
    private SpecFile() {}

    /** @throws IOException naming the file and what is wrong in it */
    static <T> T read(Path file, Function<Map<String, Object>, T> toSpec) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("--spec " + file + " is not there or no file");
        }
        try {
            return toSpec.apply(new JsonObject(Files.readString(file)).getMap());
        } catch (DecodeException | ClassCastException e) {
            throw new IOException(file + " is no JSON object: " + e.getMessage(), e);
        } catch (InvalidSpecException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
