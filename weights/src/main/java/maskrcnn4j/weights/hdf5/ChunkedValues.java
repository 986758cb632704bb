package maskrcnn4j.weights.hdf5;

import io.jhdf.api.dataset.ChunkedDataset;
import maskrcnn4j.weights.WeightException;

/** Values of a tensor that is cut into chunks of one shape; those at the far edges reach beyond the tensor. */
final class ChunkedValues {
    private final ChunkedDataset dataset;
    private final ChunkFilters filters;
    private final int[] shape;
    private final int[] chunk;
    private final int elementBytes;

    ChunkedValues(ChunkedDataset dataset, ChunkFilters filters, int elementBytes) throws WeightException {
        this.dataset = dataset;
        this.filters = filters;
        this.shape = dataset.getDimensions();
        this.chunk = dataset.getChunkDimensions();
        this.elementBytes = elementBytes;
        if (chunk.length != shape.length || shape.length == 0) {
            throw new WeightException(
                    "its chunks have " + chunk.length + " dimensions, the tensor has " + shape.length);
        }
    }

    /**
     * Checks each chunk, keeping none.
     *
     * @param largestChunk how many bytes a chunk may have at most
     * @throws WeightException if one is missing, cut off or damaged
     */
    void verify(long largestChunk) throws WeightException {
        long bytes = elementBytes;
        for (int side : chunk) {
            if (side < 1 || bytes > largestChunk / side) {
                throw new WeightException("damaged: its chunks are larger than anything in this file could be");
            }
            bytes *= side;
        }
        int[] at = new int[shape.length];
        do {
            decode(at);
        } while (next(at));
    }

    /** All values, row-major. */
    byte[] read() throws WeightException {
        byte[] all = new byte[Math.toIntExact((long) product(shape) * elementBytes)];
        int[] at = new int[shape.length];
        do {
            place(decode(at), at, all);
        } while (next(at));
        return all;
    }

    private byte[] decode(int[] at) throws WeightException {
        return filters.decode(dataset.getRawChunkBuffer(at), product(chunk) * elementBytes);
    }

    /** Moves to the start of the next chunk; false after the last. */
    private boolean next(int[] at) {
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            if (at[axis] + chunk[axis] < shape[axis]) {
                at[axis] += chunk[axis];
                return true;
            }
            at[axis] = 0;
        }
        return false;
    }

    private void place(byte[] values, int[] at, byte[] all) {
        int last = shape.length - 1;
        int run = Math.min(chunk[last], shape[last] - at[last]) * elementBytes;
        int rows = product(chunk) / chunk[last];
        for (int row = 0; row < rows; row++) {
            int target = 0;
            int rest = row;
            int stride = shape[last];
            boolean inside = true;
            for (int axis = last - 1; axis >= 0; axis--) {
                int index = at[axis] + rest % chunk[axis];
                rest /= chunk[axis];
                inside &= index < shape[axis];
                target += index * stride;
                stride *= shape[axis];
            }
            if (inside) {
                System.arraycopy(
                        values, row * chunk[last] * elementBytes, all, (target + at[last]) * elementBytes, run);
            }
        }
    }

    private static int product(int[] sizes) {
        int product = 1;
        for (int size : sizes) {
            product = Math.multiplyExact(product, size);
        }
        return product;
    }
}
