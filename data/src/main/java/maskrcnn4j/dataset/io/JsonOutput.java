package maskrcnn4j.dataset.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import maskrcnn4j.file.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON files value by value, so that they may be of any size. */
public final class JsonOutput {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonOutput() {}

    /** What writes the document. */
    @FunctionalInterface
    public interface Body {
        /** Writes the document. */
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Writes a file, whole or not at all. */
    public static void write(Path target, Body body) throws IOException {
        AtomicFile.write(target, out -> write(out, body));
    }

    private static void write(OutputStream out, Body body) throws IOException {
        try (JsonGenerator json = generator(out)) {
            guarded(() -> body.writeTo(json));
        }
    }

    /** A generator that writes to a stream and closes it. */
    public static JsonGenerator generator(OutputStream out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    /** Some steps of writing. */
    @FunctionalInterface
    public interface Steps {
        /** Takes them. */
        void run() throws IOException;
    }

    /** Takes steps of writing; what goes wrong is an {@link IOException}. */
    public static void guarded(Steps steps) throws IOException {
        try {
            steps.run();
        } catch (JacksonIOException e) {
            throw e.getCause();
        } catch (JacksonException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
    }

    /** A number without a needless point: 12 rather than 12.0. */
    public static void number(JsonGenerator json, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    /** A list of numbers. */
    public static void numbers(JsonGenerator json, double... values) {
        json.writeStartArray();
        for (double value : values) {
            number(json, value);
        }
        json.writeEndArray();
    }
}
