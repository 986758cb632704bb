package maskrcnn4j.weights.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import maskrcnn4j.weights.WeightException;

/**
 * A part of a file. Positioned reads share no state, and go into direct memory without a copy in between.
 *
 * @param channel the file, which somebody else closes
 * @param start the part's first byte
 * @param size its length in bytes
 */
public record FileStorage(FileChannel channel, long start, long size) implements Storage {
    /** Java copies heap targets through direct memory of the same size that it then keeps; this bounds it. */
    private static final int HEAP_CHUNK_BYTES = 1 << 20;

    /** Checks that the part is one. */
    public FileStorage {
        if (start < 0 || size < 0 || start > Long.MAX_VALUE - size) {
            throw new IllegalArgumentException("no part of a file: " + size + " bytes from byte " + start);
        }
    }

    /** The whole of a file. */
    public static FileStorage of(FileChannel channel) throws IOException {
        return new FileStorage(channel, 0, channel.size());
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset > size - target.remaining()) {
            throw new IllegalArgumentException(target.remaining() + " bytes from byte " + offset + " of " + size);
        }
        long position = start + offset;
        int limit = target.limit();
        int chunk = target.isDirect() ? Integer.MAX_VALUE : HEAP_CHUNK_BYTES;
        try {
            while (target.position() < limit) {
                target.limit(target.position() + Math.min(limit - target.position(), chunk));
                int count = channel.read(target, position);
                if (count < 0) {
                    throw new WeightException("the file became shorter while it was read");
                }
                position += count;
            }
        } finally {
            target.limit(limit);
        }
    }
}
