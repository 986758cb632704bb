package maskrcnn4j.weights.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.storage.Storage;

/** The bytes of an entry, whose checksum is compared once, when they are first read. */
final class CheckedStorage implements Storage {
    private static final int CHUNK = 1 << 18;

    private final Storage bytes;
    private final String name;
    private final long crc;
    private volatile boolean checked;

    /** @param crc CRC-32, 0 where the writer left it out: PyTorch can be told to, and does not look at it when it reads */
    CheckedStorage(Storage bytes, String name, long crc) {
        this.bytes = bytes;
        this.name = name;
        this.crc = crc;
        this.checked = crc == 0;
    }

    @Override
    public long size() {
        return bytes.size();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (!checked) {
            check(offset, target);
        } else {
            bytes.read(offset, target);
        }
    }

    /** Whoever wants all of it gets it in the same pass. */
    private void check(long offset, ByteBuffer target) throws IOException {
        CRC32 actual = new CRC32();
        if (offset == 0 && target.remaining() == size()) {
            ByteBuffer filled = target.duplicate();
            bytes.read(offset, target);
            actual.update(filled);
        } else {
            ByteBuffer chunk = ByteBuffer.allocateDirect((int) Math.min(CHUNK, size()));
            for (long done = 0; done < size(); done += chunk.limit()) {
                chunk.clear().limit((int) Math.min(CHUNK, size() - done));
                bytes.read(done, chunk);
                actual.update(chunk.flip());
            }
            bytes.read(offset, target);
        }
        if (actual.getValue() != crc) {
            throw new WeightException("damaged: the checksum of its entry " + name
                    + " does not fit its bytes; fetch or copy the file again");
        }
        checked = true;
    }
}
