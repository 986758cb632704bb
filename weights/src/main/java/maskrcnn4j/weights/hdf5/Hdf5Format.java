package maskrcnn4j.weights.hdf5;

import java.io.IOException;
import java.nio.file.Path;
import maskrcnn4j.weights.FileHead;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFormat;

/** Recognises HDF5 by its signature at the start, or behind a user block, whose size is a power of two from 512 on. */
public final class Hdf5Format implements WeightFormat {
    private static final int[] SIGNATURE = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int FIRST_USER_BLOCK = 512;
    private static final int TAR_MAGIC = 257;

    @Override
    public boolean recognises(FileHead head) {
        if (head.has(0, SIGNATURE)) {
            return true;
        }
        if (head.has(TAR_MAGIC, 'u', 's', 't', 'a', 'r')) {
            return false;
        }
        for (int at = FIRST_USER_BLOCK; at < head.length(); at *= 2) {
            if (head.has(at, SIGNATURE)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public WeightFile open(Path path) throws IOException {
        return KerasReader.open(path);
    }
}
