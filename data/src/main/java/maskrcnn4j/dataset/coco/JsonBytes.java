package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import maskrcnn4j.dataset.DatasetException;

/**
 * A window that slides over a file of JSON. Whoever parses an entry needs all of it in the window: where the window ends
 * too early, {@link #fault} throws {@link More}, the entry is begun again with {@link #slide}, and this happens once in
 * some thousand entries. A zero byte behind the last one ends every loop over bytes, since JSON has no use for it.
 */
class JsonBytes {
    static final int WINDOW = 1 << 20;
    private static final int READ = 1 << 18;

    /** The largest single entry: a mask of a gigabyte is a mistake. */
    private static final int LARGEST = 1 << 29;

    /** Thrown when an entry reaches beyond the window; carries nothing and costs nothing. */
    static final class More extends IOException {
        private static final long serialVersionUID = 1;
        static final More MORE = new More();

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    final Path file;
    private final FileChannel channel;
    private final long fileSize;

    byte[] bytes;
    int position;
    int limit;
    private long base;

    /** A window of its own. */
    JsonBytes(Path file, FileChannel channel, long start, int window) throws IOException {
        this(file, channel, start, new byte[(int) Math.min(window, channel.size() - start) + 1]);
    }

    /** A window on a borrowed array, which {@link #bytes} may be replaced by a larger one. */
    JsonBytes(Path file, FileChannel channel, long start, byte[] borrowed) throws IOException {
        this.file = file;
        this.channel = channel;
        fileSize = channel.size();
        base = start;
        bytes = borrowed;
        fill();
    }

    /** Where in the file the next byte lies. */
    final long offset() {
        return base + position;
    }

    final boolean atEnd() {
        return position == limit && base + limit == fileSize;
    }

    /**
     * Makes room for what follows, keeping the bytes from {@code keep} on, where parsing begins again.
     *
     * @throws DatasetException if an entry is too large for any honest file
     */
    final void slide(int keep) throws IOException {
        int kept = limit - keep;
        if (kept > bytes.length / 2) {
            if (bytes.length >= LARGEST) {
                throw new DatasetException(
                        file + ": byte " + (base + keep) + ": an entry of more than " + (LARGEST >> 20) + " MB");
            }
            long wanted = Math.min(2L * bytes.length, kept + (fileSize - base - limit) + 1);
            byte[] larger = new byte[(int) Math.max(wanted, kept + 1)];
            System.arraycopy(bytes, keep, larger, 0, kept);
            bytes = larger;
        } else {
            System.arraycopy(bytes, keep, bytes, 0, kept);
        }
        base += keep;
        position = 0;
        limit = kept;
        fill();
    }

    /** Moves on so that parsing goes on at this place of the file. */
    final void moveTo(long offset) throws IOException {
        if (offset >= base && offset <= base + limit) {
            position = (int) (offset - base);
            return;
        }
        base = offset;
        position = 0;
        limit = 0;
        fill();
    }

    private void fill() throws IOException {
        int room = bytes.length - 1;
        while (limit < room && base + limit < fileSize) {
            // Small reads: the channel copies through a native buffer as large as the largest of them.
            ByteBuffer part = ByteBuffer.wrap(bytes, limit, Math.min(READ, room - limit));
            int read = channel.read(part, base + limit);
            if (read < 0) {
                throw new DatasetException(file + ": became shorter while it was read");
            }
            limit += read;
        }
        bytes[limit] = 0;
    }

    /** Either the window ends here, and more is needed, or the file is broken here. */
    final IOException fault(int at, String what) throws IOException {
        if (at >= limit && base + limit < fileSize) {
            throw More.MORE;
        }
        if (at >= limit) {
            return new DatasetException(file + ": " + place(base + limit)
                    + ": the file ends in the middle of its JSON; it was cut off, make or copy it again");
        }
        return new DatasetException(
                file + ": " + place(base + at) + ": broken JSON: " + what + ", found " + shown(bytes[at]));
    }

    /** A value that is sound JSON but cannot stand in this place. */
    final IOException wrong(int at, String what) throws IOException {
        if (at >= limit) {
            return fault(at, what);
        }
        return new DatasetException(file + ": " + place(base + at) + ": " + what);
    }

    private static String shown(int found) {
        return found > 32 && found < 127 ? "'" + (char) found + "'" : "byte " + (found & 255);
    }

    private String place(long offset) throws IOException {
        long line = 1;
        long lineStart = 0;
        byte[] part = new byte[READ];
        for (long at = 0; at < offset; at += READ) {
            int read = channel.read(ByteBuffer.wrap(part), at);
            for (int i = 0; i < Math.min(read, offset - at); i++) {
                if (part[i] == '\n') {
                    line++;
                    lineStart = at + i + 1;
                }
            }
        }
        return "line " + line + ", column " + (offset - lineStart + 1) + " (byte " + offset + ")";
    }

    /** A copy of some bytes of the window. */
    final byte[] copy(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
