package maskrcnn4j.dataset.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import maskrcnn4j.dataset.DatasetException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Walks through a JSON file value by value, so that a file of any size takes little memory, and knows where it is, so
 * that every complaint names the place. A byte order mark is passed over.
 */
public final class JsonCursor implements AutoCloseable {
    /** A picture that LabelMe embeds may be this long, in base64. */
    private static final int LONGEST_TEXT = 300_000_000;

    private static final int DEEPEST = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .maxNestingDepth(DEEPEST)
                    .build())
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** Takes one field of an object: must read its value or {@link #skip} it. */
    @FunctionalInterface
    public interface FieldReader {
        /** Reads the value of the field with this name. */
        void read(String name) throws IOException;
    }

    /** Takes one item of an array: must read it or {@link #skip} it. */
    @FunctionalInterface
    public interface ItemReader {
        /** Reads the item with this place, from 0. */
        void read(int index) throws IOException;
    }

    private final Path file;
    private final JsonParser parser;
    private final Deque<String> place = new ArrayDeque<>();

    private JsonCursor(Path file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /**
     * Opens a file and stands before its first value.
     *
     * @throws DatasetException if it does not begin with a JSON value
     */
    public static JsonCursor open(Path file) throws IOException {
        return open(file, new BufferedInputStream(Files.newInputStream(file)));
    }

    static JsonCursor open(Path file, InputStream in) throws IOException {
        JsonCursor cursor = new JsonCursor(file, FACTORY.createParser(ObjectReadContext.empty(), in));
        try {
            if (cursor.next() == null) {
                throw DatasetException.of(file, "", "is empty", "a JSON document was expected");
            }
            return cursor;
        } catch (IOException | RuntimeException e) {
            cursor.close();
            throw e;
        }
    }

    /** Reads the object the cursor stands at, field by field. */
    public void object(FieldReader reader) throws IOException {
        require(JsonToken.START_OBJECT, "an object");
        while (next() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            place.addLast((place.isEmpty() ? "" : ".") + shortened(name));
            next();
            reader.read(name);
            place.removeLast();
        }
    }

    /** Reads the array the cursor stands at, item by item. */
    public void array(ItemReader reader) throws IOException {
        require(JsonToken.START_ARRAY, "a list");
        for (int index = 0; next() != JsonToken.END_ARRAY; index++) {
            place.addLast("[" + index + "]");
            reader.read(index);
            place.removeLast();
        }
    }

    /** Whether the cursor stands at an object. */
    public boolean atObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /** Whether the cursor stands at an array. */
    public boolean atArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    /** Whether the cursor stands at {@code null}. */
    public boolean atNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Whether the cursor stands at a number. */
    public boolean atNumber() {
        JsonToken token = parser.currentToken();
        return token != null && token.isNumeric();
    }

    /** The value as text: that of a text, or of a number or truth value as it is written. */
    public String text() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            throw fault("is " + kind() + " where a text was expected", "");
        }
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw translated(e);
        }
    }

    /** The value as text, or an empty text for {@code null}. */
    public String textOrEmpty() throws IOException {
        return atNull() ? "" : text();
    }

    /** The value as a finite number; a text that holds one counts too. */
    public double number() throws IOException {
        String written = text();
        double value;
        try {
            value = Double.parseDouble(written);
        } catch (NumberFormatException e) {
            throw fault("is \"" + shortened(written) + "\" where a number was expected", "");
        }
        if (!Double.isFinite(value)) {
            throw fault("is " + written + "; it must be a finite number", "");
        }
        return value;
    }

    /** The value as a whole number from {@code min} to {@code max}. */
    public int integer(int min, int max) throws IOException {
        double value = number();
        if (value != Math.rint(value) || value < min || value > max) {
            throw fault("is " + text() + "; it must be a whole number from " + min + " to " + max, "");
        }
        return (int) value;
    }

    /** Passes over the value. */
    public void skip() throws IOException {
        try {
            parser.skipChildren();
            if (parser.currentToken() == null || parser.currentToken() == JsonToken.NOT_AVAILABLE) {
                throw fault("ends in the middle", "");
            }
        } catch (JacksonException e) {
            throw translated(e);
        }
    }

    /** Passes over the rest of the file, which must hold nothing more. */
    public void end() throws IOException {
        if (next() != null) {
            throw DatasetException.of(
                    file, position(parser.currentTokenLocation()), "text follows the end of the JSON document", "");
        }
    }

    /** Where the cursor stands, for example {@code shapes[3].points[0]}. */
    public String place() {
        return String.join("", place);
    }

    /** A complaint about the value the cursor stands at. */
    public DatasetException fault(String fault, String remedy) {
        String where = place();
        String position = position(parser.currentTokenLocation());
        return DatasetException.of(file, where.isEmpty() ? position : where + " (" + position + ")", fault, remedy);
    }

    @Override
    public void close() throws IOException {
        try {
            parser.close();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private JsonToken next() throws IOException {
        try {
            return parser.nextToken();
        } catch (JacksonException e) {
            throw translated(e);
        }
    }

    private void require(JsonToken wanted, String name) throws DatasetException {
        if (parser.currentToken() != wanted) {
            throw fault("is " + kind() + " where " + name + " was expected", "");
        }
    }

    private String kind() {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case START_OBJECT, END_OBJECT -> "an object";
            case START_ARRAY, END_ARRAY -> "a list";
            case VALUE_STRING, PROPERTY_NAME -> "a text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a truth value";
            case VALUE_NULL -> "null";
            default -> "something else";
        };
    }

    private IOException translated(JacksonException failure) {
        if (failure instanceof JacksonIOException io) {
            return io.getCause();
        }
        String said = failure.getOriginalMessage().replaceAll("\\s*\\R\\s*", " ");
        return DatasetException.of(
                file,
                position(failure.getLocation()),
                "is not valid JSON: " + shortened(said),
                "the file is cut off or was edited by hand");
    }

    private static String position(TokenStreamLocation at) {
        return "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static String shortened(String text) {
        return text.length() <= 160 ? text : text.substring(0, 160) + "...";
    }
}
