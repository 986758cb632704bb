package maskrcnn4j.weights.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.ObjectHeader;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.CompactDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.FilterPipelineMessage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightException;

/**
 * Checks what a file says of its tensors against the file itself. jHDF alone returns wrong numbers for files that were cut
 * off or whose shapes were damaged.
 */
final class TensorGuard {
    /** Zeros deflate about 1000 to 1; weights never come near this. */
    private static final int LARGEST_RATIO = 16;

    /** What jHDF gives for layouts of HDF5 before 1.6.3, which state no size. */
    private static final long UNKNOWN = -1;

    private final HdfFile file;
    private final Hdf5Superblock superblock;
    private final long size;
    private final TreeMap<Long, Extent> extents = new TreeMap<>();

    private record Extent(String name, long end, long object) {}

    /** A tensor that was found sound. */
    record Checked(TensorInfo info, StoredValues values) {}

    TensorGuard(HdfFile file, Hdf5Superblock superblock, long size) {
        this.file = file;
        this.superblock = superblock;
        this.size = size;
    }

    /**
     * Checks one tensor.
     *
     * @param stored its name in the file, for messages
     * @param name the name it gets
     * @throws WeightException if its type, shape or extent is not sound; the message says why, without its name
     */
    Checked check(String stored, String name, Dataset dataset) throws WeightException {
        FloatingPoint real = requireReal(dataset.getDataType());
        TensorType type = type(real);
        long[] sizes = dataset.getDimensionsAsLong();
        TensorInfo info;
        try {
            info = new TensorInfo(name, type, Shape.of(sizes));
        } catch (IllegalArgumentException e) {
            throw new WeightException("damaged: " + e.getMessage(), e);
        }
        if (dataset instanceof ChunkedDataset chunked) {
            return new Checked(info, chunked(chunked, info, real));
        }
        if (dataset instanceof CompactDataset compact) {
            requireFits(compact.getDataBuffer().remaining(), info);
            return new Checked(info, new StoredValues.Compact(compact.getDataBuffer(), real.getByteOrder()));
        }
        ContiguousDataLayoutMessage layout = ObjectHeader.readObjectHeader(
                        file.getHdfBackingStorage(), dataset.getAddress())
                .getMessageOfType(ContiguousDataLayoutMessage.class);
        if (info.elements() == 0) {
            return new Checked(info, new StoredValues.Contiguous(0, real.getByteOrder()));
        }
        if (layout.getAddress() < 0) {
            throw new WeightException("damaged: has no stored data");
        }
        if (layout.getSize() != UNKNOWN) {
            requireFits(layout.getSize(), info);
        }
        if (layout.getAddress() > superblock.end() - superblock.start() - info.byteSize()) {
            throw new WeightException(
                    superblock.start() + layout.getAddress() + info.byteSize() <= size
                            ? "damaged: the end of the file that the superblock states lies before its values"
                            : "reaches beyond the end of the file: the file is cut off or damaged; fetch or copy it again");
        }
        long position = superblock.start() + layout.getAddress();
        requireApart(stored, position, position + info.byteSize(), dataset.getAddress());
        return new Checked(info, new StoredValues.Contiguous(position, real.getByteOrder()));
    }

    private StoredValues chunked(ChunkedDataset dataset, TensorInfo info, FloatingPoint real) throws WeightException {
        long largest = Math.min(Integer.MAX_VALUE - 64, LARGEST_RATIO * size);
        if (info.byteSize() > largest) {
            throw new WeightException("damaged: shape " + info.shape() + " takes " + info.byteSize()
                    + " bytes, more than a file of " + size + " bytes can hold compressed");
        }
        ObjectHeader header = ObjectHeader.readObjectHeader(file.getHdfBackingStorage(), dataset.getAddress());
        List<FilterPipelineMessage.FilterInfo> filters = header.hasMessageOfType(FilterPipelineMessage.class)
                ? header.getMessageOfType(FilterPipelineMessage.class).getFilters()
                : List.of();
        ChunkedValues chunks = new ChunkedValues(
                dataset,
                new ChunkFilters(filters, info.type().bytes()),
                info.type().bytes());
        chunks.verify(largest);
        return new StoredValues.Chunked(chunks, real.getByteOrder());
    }

    private static void requireFits(long stored, TensorInfo info) throws WeightException {
        if (stored != info.byteSize()) {
            throw new WeightException("damaged: the stored size of " + stored + " bytes does not fit the shape "
                    + info.shape() + " of " + info.type() + ", which takes " + info.byteSize());
        }
    }

    private void requireApart(String name, long start, long end, long object) throws WeightException {
        Extent same = extents.putIfAbsent(start, new Extent(name, end, object));
        if (same != null && same.object() == object) {
            return;
        }
        Map.Entry<Long, Extent> before = extents.lowerEntry(start);
        Map.Entry<Long, Extent> after = extents.higherEntry(start);
        Extent other = same != null
                ? same
                : before != null && before.getValue().end() > start
                        ? before.getValue()
                        : after != null && after.getKey() < end ? after.getValue() : null;
        if (other != null) {
            throw new WeightException(
                    "damaged: its values overlap with those of " + other.name() + "; fetch or copy the file again");
        }
    }

    private static FloatingPoint requireReal(DataType type) throws WeightException {
        if (type instanceof FloatingPoint real) {
            return real;
        }
        String what = type instanceof FixedPoint integer
                ? (integer.isSigned() ? "int" : "uint") + 8 * integer.getSize()
                : "of the HDF5 type class " + type.getDataClass();
        throw new WeightException("is " + what + ", not floating point; weights are float16, float32 or float64");
    }

    private static TensorType type(FloatingPoint real) throws WeightException {
        TensorType type = isIeee(real, 2, 5, 10, 15)
                ? TensorType.F16
                : isIeee(real, 4, 8, 23, 127) ? TensorType.F32 : isIeee(real, 8, 11, 52, 1023) ? TensorType.F64 : null;
        if (type == null) {
            throw new WeightException("damaged or not supported: values of " + real.getSize() + " bytes with "
                    + real.getExponentSize() + " bits of exponent and " + real.getMantissaSize()
                    + " of mantissa; IEEE float16, float32 and float64 are read");
        }
        return type;
    }

    private static boolean isIeee(FloatingPoint real, int bytes, int exponent, int mantissa, int bias) {
        return real.getSize() == bytes
                && real.getBitOffset() == 0
                && real.getBitPrecision() == 8 * bytes
                && real.getExponentSize() == exponent
                && real.getExponentLocation() == mantissa
                && real.getMantissaSize() == mantissa
                && real.getMantissaLocation() == 0
                && real.getExponentBias() == bias
                && real.getSignLocation() == 8 * bytes - 1;
    }
}
