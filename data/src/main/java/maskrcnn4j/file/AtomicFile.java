package maskrcnn4j.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/** Writes files that appear whole or not at all, also when the process is interrupted. */
public final class AtomicFile {
    private static final int BUFFER = 1 << 16;

    private AtomicFile() {}

    /** What writes the content. */
    @FunctionalInterface
    public interface Body {
        /** Writes the content; the stream is buffered, and is closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file under a temporary name in the same folder and renames it. Missing folders are made; a symbolic link
     * stays a link; what is not an ordinary file ({@code /dev/stdout}, a pipe) is written directly.
     *
     * @throws IOException if the content cannot be made or written; the target is then as it was
     */
    public static void write(Path target, Body body) throws IOException {
        if (Files.isDirectory(target)) {
            throw new IOException(target + ": is a folder; give the name of a file");
        }
        boolean exists = Files.exists(target);
        if (exists && !Files.isRegularFile(target)) {
            fill(Files.newOutputStream(target), body);
            return;
        }
        try (Pending pending = begin(target)) {
            fill(pending.open(), body);
            pending.commit();
        }
    }

    /** Begins a file that is written piece by piece; missing folders are made. */
    public static Pending begin(Path target) throws IOException {
        Path real = Files.exists(target) ? target.toRealPath() : target.toAbsolutePath();
        Unfinished.step(target, () -> Files.createDirectories(real.getParent()));
        String suffix = Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), Character.MAX_RADIX);
        // Not createTempFile: its files are for the owner's eyes only, and keep that mode when renamed.
        Path temporary = real.resolveSibling("." + real.getFileName() + "." + suffix + ".tmp");
        Unfinished.begin(temporary);
        return new Pending(real, temporary);
    }

    /**
     * Gives a file a second name, with no moment at which it is there in part; missing folders are made.
     *
     * @throws IOException if the file system has no such links
     */
    public static void link(Path target, Path source) throws IOException {
        Unfinished.step(target, () -> {
            Files.createDirectories(target.toAbsolutePath().getParent());
            return Files.createLink(target, source);
        });
    }

    /** A file under its temporary name; closing it without {@link #commit} takes it away. */
    public static final class Pending implements AutoCloseable {
        private final Path target;
        private final Path temporary;

        private Pending(Path target, Path temporary) {
            this.target = target;
            this.temporary = temporary;
        }

        /** Opens the file for its content, once. */
        public OutputStream open() throws IOException {
            return new BufferedOutputStream(
                    Unfinished.step(
                            target,
                            () -> Files.newOutputStream(
                                    temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)),
                    BUFFER);
        }

        /** Gives the file its name; its content must be complete, and its stream closed. */
        public void commit() throws IOException {
            Unfinished.step(
                    target,
                    () -> Files.move(
                            temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
        }

        @Override
        public void close() {
            Unfinished.delete(temporary);
            Unfinished.end(temporary);
        }
    }

    private static void fill(OutputStream file, Body body) throws IOException {
        try (OutputStream out = new BufferedOutputStream(file, BUFFER)) {
            body.writeTo(out);
        }
    }
}
