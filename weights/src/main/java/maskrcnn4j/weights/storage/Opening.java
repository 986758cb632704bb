package maskrcnn4j.weights.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;

/** Opens weight files, whatever their format. */
public final class Opening {
    private Opening() {}

    /** What reads a format. */
    public interface Reader {
        /** Reads a file that stays open as long as the weights do. */
        WeightFile read(FileChannel channel) throws IOException;
    }

    /**
     * Opens a file, and closes it again if it cannot be read.
     *
     * @param path the file
     * @param kind what stands before the reason why it cannot be read, besides the path; may be empty
     * @throws WeightException if the reader throws one, with the path
     * @throws IOException if it cannot be read
     */
    public static WeightFile of(Path path, String kind, Reader reader) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return reader.read(channel);
        } catch (WeightException e) {
            channel.close();
            throw new WeightException(path + ": " + kind + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
