package maskrcnn4j.training.run;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import maskrcnn4j.file.AtomicFile;

/** Writes files that are on the disk when they have their name: not even a power cut leaves half of one. */
final class DurableFile {
    private DurableFile() {}

    static void write(Path file, AtomicFile.Body body) throws IOException {
        Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
        try {
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
                body.writeTo(buffered);
                buffered.flush();
                out.getFD().sync();
            }
            rename(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Gives a file, whose content must be on the disk, another name there. */
    static void rename(Path temporary, Path file) throws IOException {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException noFolders) {
            // Windows cannot open a folder; there the rename itself is all that can be done.
        }
    }
}
