package maskrcnn4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import maskrcnn4j.file.AtomicFile;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file, or standard output, that takes one JSON document in UTF-8.
 *
 * @param terminal whose standard output is meant by {@code -}
 * @param where a file name, or {@code -}
 */
record JsonTarget(Terminal terminal, String where) {
    /** Writes an indented document; a file appears whole or not at all. */
    void write(Object result) throws IOException {
        JsonMapper mapper = JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        stream(out -> {
            try {
                mapper.writeValue(out, result);
            } catch (JacksonIOException e) {
                throw e.getCause();
            }
            out.write('\n');
        });
    }

    /** Lets the caller write the document itself, for those too large to be held. */
    void stream(AtomicFile.Body body) throws IOException {
        if (where.equals("-")) {
            OutputStream out = terminal.out();
            body.writeTo(out);
            out.flush();
        } else {
            AtomicFile.write(Path.of(where), body);
        }
    }
}
