package maskrcnn4j.weights.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where the values of a tensor are; {@code order} is the order of bytes within a value. */
sealed interface StoredValues {
    ByteOrder order();

    /**
     * In one piece of the file.
     *
     * @param position the first byte, counted from the start of the file
     */
    record Contiguous(long position, ByteOrder order) implements StoredValues {}

    /** Within the description of the tensor, and read with it. */
    record Compact(ByteBuffer bytes, ByteOrder order) implements StoredValues {}

    /** In chunks, perhaps compressed. */
    record Chunked(ChunkedValues chunks, ByteOrder order) implements StoredValues {}
}
