package maskrcnn4j.dataset;

import java.io.IOException;
import java.nio.file.Path;

/** A data set that cannot be used. The message is one line: the file, the entry, what is wrong, and the remedy. */
public final class DatasetException extends IOException {
    private static final long serialVersionUID = 1;

    /** An exception with this message, which must be one line that names file, entry, value and remedy. */
    public DatasetException(String message) {
        super(message);
    }

    /** An exception with this message and its cause. */
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * An exception that reads {@code file: entry: fault; remedy}.
     *
     * @param file the file that is at fault
     * @param entry the place in it ("annotation 12", "byte 3045"); empty for the file as a whole
     * @param fault what is wrong, with the field and its value
     * @param remedy what the user can do; empty when there is nothing to say
     */
    public static DatasetException of(Path file, String entry, String fault, String remedy) {
        StringBuilder message = new StringBuilder().append(file).append(": ");
        if (!entry.isEmpty()) {
            message.append(entry).append(": ");
        }
        message.append(fault);
        if (!remedy.isEmpty()) {
            message.append("; ").append(remedy);
        }
        return new DatasetException(message.toString());
    }
}
