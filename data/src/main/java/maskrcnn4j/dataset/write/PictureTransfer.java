package maskrcnn4j.dataset.write;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import maskrcnn4j.file.AtomicFile;

/** What becomes of the pictures when annotations are written. */
public enum PictureTransfer {
    /** They are copied. */
    COPY,
    /** They get a second name (a hard link); they are copied where the file system has none. */
    LINK,
    /** They stay where they are. */
    NONE;

    /** Brings a picture to its new place, if it is to be brought at all. A picture that is missing stays so. */
    void bring(Path source, Path target) throws IOException {
        if (this == NONE || !Files.isRegularFile(source)) {
            return;
        }
        if (Files.exists(target) && Files.isSameFile(source, target)) {
            return;
        }
        if (this == LINK && linked(source, target)) {
            return;
        }
        AtomicFile.write(target, out -> Files.copy(source, out));
    }

    private static boolean linked(Path source, Path target) throws IOException {
        try {
            AtomicFile.link(target, source);
            return true;
        } catch (FileSystemException | UnsupportedOperationException e) {
            // Another disk, or a file system without links: copied instead.
            return false;
        }
    }
}
