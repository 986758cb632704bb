package maskrcnn4j.dataset.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Looks at the beginning of a JSON file to tell what it is. */
public final class JsonSniff {
    private static final int LOOKED_AT = 1 << 20;
    private static final int MOST_KEYS = 200;

    private JsonSniff() {}

    /**
     * The keys of the outermost object and, for each whose value is an object, the keys of that one, as far as the first
     * million bytes show them; empty if the file does not begin with an object.
     *
     * @throws IOException if the file cannot be read
     */
    public static Map<String, Set<String>> keys(Path file) throws IOException {
        Map<String, Set<String>> keys = new LinkedHashMap<>();
        byte[] beginning;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            beginning = in.readNBytes(LOOKED_AT);
        }
        try (JsonCursor cursor = JsonCursor.open(file, new java.io.ByteArrayInputStream(beginning))) {
            cursor.object(name -> {
                Set<String> inner = new LinkedHashSet<>();
                if (keys.size() < MOST_KEYS) {
                    keys.put(name, inner);
                }
                if (cursor.atObject()) {
                    cursor.object(innerName -> {
                        if (inner.size() < MOST_KEYS) {
                            inner.add(innerName);
                        }
                        cursor.skip();
                    });
                } else {
                    cursor.skip();
                }
            });
        } catch (maskrcnn4j.dataset.DatasetException e) {
            // Cut off after the first million bytes, or not JSON: what was seen so far is the answer.
        }
        return keys;
    }
}
