package io.straightedge.archive;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;

/** The JSON of archives. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
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
}
