package maskrcnn4j.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** A file or folder that may hold weights, with its first bytes: what a format is recognised by. */
public final class FileHead {
    private static final int MAX_BYTES = 4096;

    private final Path path;
    private final boolean folder;
    private final long size;
    private final byte[] bytes;

    private FileHead(Path path, boolean folder, long size, byte[] bytes) {
        this.path = path;
        this.folder = folder;
        this.size = size;
        this.bytes = bytes;
    }

    /**
     * Looks at a path.
     *
     * @throws NoSuchFileException if nothing is there
     * @throws IOException if it cannot be read
     */
    public static FileHead of(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        if (Files.isDirectory(path)) {
            return new FileHead(path, true, 0, new byte[0]);
        }
        try (InputStream in = Files.newInputStream(path)) {
            return new FileHead(path, false, Files.size(path), in.readNBytes(MAX_BYTES));
        }
    }

    public Path path() {
        return path;
    }

    public boolean isFolder() {
        return folder;
    }

    /** Size of the file in bytes, 0 for a folder. */
    public long size() {
        return size;
    }

    /** Number of first bytes that are known. */
    public int length() {
        return bytes.length;
    }

    /** One of the first bytes, 0 to 255. */
    public int at(int index) {
        return bytes[index] & 0xff;
    }

    /** True if the given bytes stand at the given place of the file, within the bytes that are known. */
    public boolean has(int at, int... expected) {
        if (at + expected.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (at(at + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /** The first eight bytes as a little-endian number, 0 if there are fewer. */
    public long firstLong() {
        return bytes.length < Long.BYTES
                ? 0
                : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    /** True if this is an HTML page: what servers send in place of a file that is not there. */
    public boolean isWebPage() {
        String start = text().stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html")
                || start.startsWith("<html")
                || start.startsWith("<head")
                || start.startsWith("<?xml")
                || start.startsWith("<!--");
    }

    /** The first bytes as text, one character per byte. */
    public String text() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The first bytes, read-only, little-endian. */
    public ByteBuffer bytes() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
}
