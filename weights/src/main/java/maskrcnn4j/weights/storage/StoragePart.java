package maskrcnn4j.weights.storage;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A part of a storage. */
record StoragePart(Storage whole, long start, long size) implements Storage {
    StoragePart {
        if (start < 0 || size < 0 || start > whole.size() - size) {
            throw new IllegalArgumentException(
                    "no part of " + whole.size() + " bytes: " + size + " from byte " + start);
        }
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset > size - target.remaining()) {
            throw new IllegalArgumentException(target.remaining() + " bytes from byte " + offset + " of " + size);
        }
        whole.read(start + offset, target);
    }
}
