package maskrcnn4j.weights.hdf5;

import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import maskrcnn4j.weights.WeightException;

/**
 * What was done to a chunk before it was stored, undone: deflate, byte shuffle and the Fletcher-32 checksum, which is
 * verified. A chunk never becomes larger than its shape says.
 */
final class ChunkFilters {
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;
    private static final int CHECKSUM_BYTES = 4;

    private final List<FilterInfo> filters;
    private final int elementBytes;

    /**
     * Filters in the order in which they were applied.
     *
     * @throws WeightException if one is not supported
     */
    ChunkFilters(List<FilterInfo> filters, int elementBytes) throws WeightException {
        for (FilterInfo filter : filters) {
            if (filter.getId() < DEFLATE || filter.getId() > FLETCHER32) {
                throw new WeightException("is stored with the HDF5 filter " + filter.getId()
                        + ", which is not read; gzip, shuffle and Fletcher-32 are");
            }
        }
        this.filters = List.copyOf(filters);
        this.elementBytes = elementBytes;
    }

    /**
     * The values of a chunk.
     *
     * @param stored as in the file
     * @param size of the values, in bytes
     * @throws WeightException if a checksum does not match, or it cannot be decompressed to this size
     */
    byte[] decode(ByteBuffer stored, int size) throws WeightException {
        byte[] bytes = new byte[stored.remaining()];
        stored.get(bytes);
        for (int i = filters.size() - 1; i >= 0; i--) {
            bytes = switch (filters.get(i).getId()) {
                case DEFLATE -> inflate(bytes, size + CHECKSUM_BYTES * filters.size());
                case SHUFFLE -> unshuffle(bytes);
                default -> verified(bytes);
            };
        }
        if (bytes.length != size) {
            throw new WeightException("a chunk holds " + bytes.length + " bytes instead of " + size);
        }
        return bytes;
    }

    private static byte[] inflate(byte[] packed, int largest) throws WeightException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] values = new byte[largest];
            int count = 0;
            while (!inflater.finished() && count < largest) {
                int step = inflater.inflate(values, count, largest - count);
                if (step == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new WeightException("a chunk cannot be decompressed: it ends too early");
                }
                count += step;
            }
            return Arrays.copyOf(values, count);
        } catch (DataFormatException e) {
            throw new WeightException("a chunk cannot be decompressed: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    /** The first bytes of all values come first, then all second ones, and so on; what is left over stays. */
    private byte[] unshuffle(byte[] shuffled) {
        int count = shuffled.length / elementBytes;
        byte[] values = shuffled.clone();
        for (int b = 0; b < elementBytes; b++) {
            for (int i = 0; i < count; i++) {
                values[i * elementBytes + b] = shuffled[b * count + i];
            }
        }
        return values;
    }

    private static byte[] verified(byte[] bytes) throws WeightException {
        int length = bytes.length - CHECKSUM_BYTES;
        if (length < 0
                || fletcher32(bytes, length)
                        != ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(length)) {
            throw new WeightException("the checksum (Fletcher-32) of a chunk does not match");
        }
        return Arrays.copyOf(bytes, length);
    }

    /** HDF5's variant: 16-bit words, high byte first, sums with end-around carry, an odd last byte as the high one. */
    private static int fletcher32(byte[] bytes, int length) {
        int low = 0;
        int high = 0;
        for (int i = 0; i < length; i += 2) {
            int word = (bytes[i] & 0xff) << 8 | (i + 1 < length ? bytes[i + 1] & 0xff : 0);
            low = carried(low + word);
            high = carried(high + low);
        }
        return high << 16 | low;
    }

    private static int carried(int sum) {
        return (sum & 0xffff) + (sum >>> 16);
    }
}
