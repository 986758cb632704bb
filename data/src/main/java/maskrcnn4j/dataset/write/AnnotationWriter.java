package maskrcnn4j.dataset.write;

import java.io.IOException;

/**
 * Writes annotations in one format, picture by picture. For one thread. Files that belong to one picture are there when
 * {@link #add} returns, those that speak of all pictures when {@link #finish} does.
 */
public interface AnnotationWriter extends AutoCloseable {
    /**
     * Begins a part of the data set, for example {@code train}; the part before is complete. Without this call, or with
     * an empty name, all is one whole.
     */
    void begin(String split) throws IOException;

    /** Writes a picture. */
    void add(OutputPicture picture) throws IOException;

    /** Writes what is still missing. Nothing may be added afterwards. */
    void finish() throws IOException;

    /** Ends writing; without {@link #finish}, files that are not complete are taken away. */
    @Override
    void close() throws IOException;
}
