package maskrcnn4j.weights.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A run of bytes of known length that can be read at any place, from several threads at once. */
public interface Storage {

    /** Number of bytes. */
    long size();

    /**
     * Fills {@code target}, from its position to its limit.
     *
     * @param offset the first byte to read, 0 or more; {@code target.remaining()} bytes must follow it
     * @throws IOException if reading fails, or finds other bytes than were announced
     */
    void read(long offset, ByteBuffer target) throws IOException;

    /**
     * A part of this, as a storage of its own.
     *
     * @throws IllegalArgumentException if it reaches beyond this
     */
    default Storage part(long start, long size) {
        return new StoragePart(this, start, size);
    }
}
