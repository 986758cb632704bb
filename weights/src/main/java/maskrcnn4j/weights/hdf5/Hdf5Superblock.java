package maskrcnn4j.weights.hdf5;

import io.jhdf.checksum.ChecksumUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import maskrcnn4j.weights.WeightException;

/**
 * The first block of an HDF5 file (HDF5 File Format Specification, section II.A), as far as it tells whether the file is
 * whole.
 *
 * @param start where it stands: 0, or the size of the user block
 * @param version 0 to 3
 * @param end the first byte after the data, by the file's own account
 */
record Hdf5Superblock(long start, int version, long end) {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int FIRST_USER_BLOCK = 512;
    private static final int OFFSET_BYTES = 8;
    private static final int NEW_LENGTH = 48;

    /**
     * Finds and checks it.
     *
     * @param file the whole file
     * @throws WeightException if there is none, it is not supported, or the file is shorter than it says
     */
    static Hdf5Superblock read(ByteBuffer file) throws WeightException {
        int size = file.limit();
        int start = start(file);
        ByteBuffer block = file.slice(start, size - start).order(ByteOrder.LITTLE_ENDIAN);
        if (block.limit() <= SIGNATURE.length) {
            throw new WeightException("the file is cut off: it ends after the HDF5 signature, " + size
                    + " bytes in all; fetch or copy it again");
        }
        int version = block.get(8) & 0xff;
        if (version > 3) {
            throw new WeightException("HDF5 superblock version " + version + " is not known; 0 to 3 are read");
        }
        int needed = version >= 2 ? NEW_LENGTH : version == 1 ? 100 : 96;
        if (block.limit() < needed) {
            throw new WeightException("the file is cut off inside its HDF5 superblock: " + size
                    + " bytes in all; fetch or copy it again");
        }
        requireEight("offsets", block.get(version >= 2 ? 9 : 13) & 0xff);
        requireEight("lengths", block.get(version >= 2 ? 10 : 14) & 0xff);
        if (version >= 2 && ChecksumUtils.checksum(bytes(block, NEW_LENGTH - 4)) != block.getInt(NEW_LENGTH - 4)) {
            throw new WeightException(
                    "damaged: the checksum of the HDF5 superblock does not match; fetch or copy it again");
        }
        int addresses = version >= 2 ? 12 : version == 1 ? 28 : 24;
        long base = block.getLong(addresses);
        long end = block.getLong(addresses + 2 * OFFSET_BYTES);
        if (base != start) {
            throw new WeightException("damaged: the HDF5 superblock stands at byte " + start + " and says " + base);
        }
        if (end < 0 || end > size) {
            throw new WeightException("the file is cut off: expected are " + Long.toUnsignedString(end)
                    + " bytes, found " + size + "; fetch or copy it again");
        }
        return new Hdf5Superblock(start, version, end);
    }

    private static int start(ByteBuffer file) throws WeightException {
        for (long at = 0; at + SIGNATURE.length <= file.limit(); at = at == 0 ? FIRST_USER_BLOCK : 2 * at) {
            if (file.slice((int) at, SIGNATURE.length).equals(ByteBuffer.wrap(SIGNATURE))) {
                return (int) at;
            }
        }
        throw new WeightException("not an HDF5 file: there is no HDF5 signature");
    }

    private static void requireEight(String what, int bytes) throws WeightException {
        if (bytes != OFFSET_BYTES) {
            throw new WeightException(
                    "damaged or not supported: the size of " + what + " is " + bytes + " bytes, only 8 is read");
        }
    }

    private static byte[] bytes(ByteBuffer block, int count) {
        byte[] bytes = new byte[count];
        block.get(0, bytes);
        return bytes;
    }
}
