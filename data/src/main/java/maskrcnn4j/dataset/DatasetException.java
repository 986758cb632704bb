package maskrcnn4j.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A data set that cannot be used. The message is one line: the file, the entry, what is wrong, and the remedy. */
public final class DatasetException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Path file;
    private final String entry;
    private final String fault;
    private final String remedy;

    /** An exception with this message, which must be one line that names file, entry, value and remedy. */
    public DatasetException(String message) {
        super(message);
        file = null;
        entry = "";
        fault = message;
        remedy = "";
    }

    /** An exception with this message and its cause. */
    public DatasetException(String message, Throwable cause) {
        super(message, cause);
        file = null;
        entry = "";
        fault = message;
        remedy = "";
    }

    private DatasetException(String message, Path file, String entry, String fault, String remedy) {
        super(message);
        this.file = file;
        this.entry = entry;
        this.fault = fault;
        this.remedy = remedy;
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
        return new DatasetException(message.toString(), file, entry, fault, remedy);
    }

    /** The file that is at fault, if the message names one apart. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** The place in the file; may be empty. */
    public String entry() {
        return entry;
    }

    /** What is wrong; the whole message if it was not given apart. */
    public String fault() {
        return fault;
    }

    /** What the user can do; may be empty. */
    public String remedy() {
        return remedy;
    }
}
