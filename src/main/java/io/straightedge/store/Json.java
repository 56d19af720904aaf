package io.straightedge.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.straightedge.run.ExperimentSpec;
import io.straightedge.run.InvalidSpecException;
import io.straightedge.run.RunSpec;
import io.straightedge.run.StoreException;
import java.util.Map;

/** The JSON texts in the database. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private Json() {}

    static String write(RunSpec spec) {
        return write(spec.toMap());
    }

    /** @param what names the text in messages */
    static RunSpec readSpec(String text, String what) {
        try {
            return RunSpec.of(MAPPER.readValue(text, OBJECT));
        } catch (JsonProcessingException | InvalidSpecException e) {
            throw unreadable(what, e);
        }
    }

    /** @param what names the text in messages */
    static ExperimentSpec readExperiment(String text, String what) {
        try {
            return ExperimentSpec.stored(MAPPER.readValue(text, OBJECT));
        } catch (JsonProcessingException | InvalidSpecException e) {
            throw unreadable(what, e);
        }
    }

    /** @param value a record, map or list */
    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON form of " + value, e);
        }
    }

    static <T> T read(String text, Class<T> type, String what) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw unreadable(what, e);
        }
    }

    private static StoreException unreadable(String what, Exception cause) {
        String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return new StoreException(what + " cannot be read (" + reason + "); delete it or restore a backup", cause);
    }
}
