package io.straightedge.archive;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;

/** The JSON of archives. It is read strictly: nothing missing, unknown or null that may not be. */
final class Json {
    static final TypeReference<List<PairEntry>> PAIRS = new TypeReference<>() {};

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .defaultSetterInfo(JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL))
            // A spec is read by RunSpec, which takes null for a field that was left out.
            .withConfigOverride(
                    Object.class, any -> any.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SET, Nulls.SET)))
            .build();
    private static final ObjectWriter INDENTED = MAPPER.writerWithDefaultPrettyPrinter();

    private Json() {}

    /** For people: indented. */
    static void writeDocument(Object value, OutputStream out) throws IOException {
        INDENTED.writeValue(out, value);
    }

    /** On one line, without its end. */
    static void writeLine(Object value, OutputStream out) throws IOException {
        MAPPER.writeValue(out, value);
    }

    /** @param entry names the entry in messages */
    static <T> T read(InputStream in, Class<T> type, String entry) throws IOException {
        try {
            return MAPPER.readValue(in, type);
        } catch (JsonProcessingException e) {
            throw wrong(entry, e);
        }
    }

    static <T> T read(InputStream in, TypeReference<T> type, String entry) throws IOException {
        try {
            return MAPPER.readValue(in, type);
        } catch (JsonProcessingException e) {
            throw wrong(entry, e);
        }
    }

    /** @param place names entry and line in messages */
    static <T> T readLine(String line, Class<T> type, String place) {
        try {
            return MAPPER.readValue(line, type);
        } catch (JsonProcessingException e) {
            throw new ArchiveException(place + ": " + reason(e), e);
        }
    }

    private static ArchiveException wrong(String entry, JsonProcessingException e) {
        String line = e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
        return new ArchiveException(entry + line + ": " + reason(e), e);
    }

    private static String reason(JsonProcessingException e) {
        String field = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : at.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
        String message =
                String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("not JSON");
        if (message.startsWith("Missing creator property")) {
            message = "is missing";
        }
        return field.isEmpty() ? message : field + ": " + message;
    }
}
