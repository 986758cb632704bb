package maskrcnn4j.weights.pickle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.storage.Storage;

/**
 * Bytes that were written as text, one character each, and so lie in the file as UTF-8: what pickles of protocol 2 make of
 * byte strings when Python 3 writes them. They are decoded as they are read.
 */
final class Latin1Storage implements Storage {
    private static final int BLOCK = 1 << 16;

    private final Storage encoded;
    /** How many bytes begin before each block of the encoded text; the last entry is the number of all. */
    private final long[] before;

    private Latin1Storage(Storage encoded, long[] before) {
        this.encoded = encoded;
        this.before = before;
    }

    static Latin1Storage of(Storage encoded) throws IOException {
        int blocks = Math.toIntExact((encoded.size() + BLOCK - 1) / BLOCK);
        long[] before = new long[blocks + 1];
        byte[] block = new byte[(int) Math.min(BLOCK, encoded.size())];
        for (int i = 0; i < blocks; i++) {
            int length = load(encoded, i, block);
            int characters = 0;
            for (int at = 0; at < length; at++) {
                characters += (block[at] & 0xc0) == 0x80 ? 0 : 1;
            }
            before[i + 1] = before[i] + characters;
        }
        return new Latin1Storage(encoded, before);
    }

    private static int load(Storage encoded, int index, byte[] block) throws IOException {
        long start = (long) index * BLOCK;
        if (start >= encoded.size()) {
            throw new WeightException("damaged: a text that stands for bytes ends in the middle of a character");
        }
        int length = (int) Math.min(block.length, encoded.size() - start);
        encoded.read(start, ByteBuffer.wrap(block, 0, length));
        return length;
    }

    @Override
    public long size() {
        return before[before.length - 1];
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            return;
        }
        int found = Arrays.binarySearch(before, offset);
        int index = found < 0 ? -found - 2 : found;
        long skip = offset - before[index];
        byte[] block = new byte[(int) Math.min(BLOCK, encoded.size())];
        int length = load(encoded, index, block);
        int at = 0;
        // A block may begin in the middle of a character that the block before it counts.
        while (at < length && (block[at] & 0xc0) == 0x80) {
            at++;
        }
        while (target.hasRemaining()) {
            if (at == length) {
                length = load(encoded, ++index, block);
                at = 0;
            }
            int value = block[at++];
            if (value < 0) {
                if (at == length) {
                    length = load(encoded, ++index, block);
                    at = 0;
                }
                if ((value & 0xfe) != 0xc2 || (block[at] & 0xc0) != 0x80) {
                    throw new WeightException("damaged: a text that stands for bytes holds something else");
                }
                value = value << 6 | block[at++] & 0x3f;
            }
            if (skip > 0) {
                skip--;
            } else {
                target.put((byte) value);
            }
        }
    }
}
