package maskrcnn4j.dataset.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;

/** Writes files under a temporary name and renames them, so that they are there whole or not at all. */
public final class AtomicFiles {
    private AtomicFiles() {}

    /** What writes the content; the stream is buffered and closed by the caller. */
    @FunctionalInterface
    public interface Body {
        /** Writes the content. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** What makes a file under the name it is given. */
    @FunctionalInterface
    public interface Maker {
        /** Makes the file. */
        void make(Path temporary) throws IOException;
    }

    /** Writes a file; its folder is made. */
    public static void write(Path target, Body body) throws IOException {
        make(target, temporary -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                body.writeTo(out);
            }
        });
    }

    /** Writes lines of text in UTF-8. */
    public static void writeLines(Path target, Iterable<String> lines) throws IOException {
        make(target, temporary -> Files.write(temporary, lines));
    }

    /** Makes a file by other means under a temporary name with the same extension, then renames it. */
    public static void make(Path target, Maker maker) throws IOException {
        Path real = target.toAbsolutePath();
        Files.createDirectories(real.getParent());
        String name = "." + Long.toHexString(ThreadLocalRandom.current().nextLong()) + "-" + real.getFileName();
        Path temporary = real.resolveSibling(name);
        try {
            maker.make(temporary);
            Files.move(temporary, real, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
