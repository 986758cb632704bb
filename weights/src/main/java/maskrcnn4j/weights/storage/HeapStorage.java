package maskrcnn4j.weights.storage;

import java.nio.ByteBuffer;

/** Bytes in memory, which nobody changes. */
public final class HeapStorage implements Storage {
    private final byte[] bytes;

    public HeapStorage(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(long offset, ByteBuffer target) {
        target.put(bytes, Math.toIntExact(offset), target.remaining());
    }
}
