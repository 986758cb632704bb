package maskrcnn4j.weights.hdf5;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorType;

/** Values that no structure shows to be wrong, but that training does not leave: not finite ones, and long runs of zeros. */
final class SuspiciousValues {
    private static final int SMALLEST = 64;

    private SuspiciousValues() {}

    /** One line for each tensor that looks wrong, in the order of the file. */
    static List<String> in(ByteBuffer file, Collection<TensorGuard.Checked> tensors) {
        List<String> notices = new ArrayList<>();
        for (TensorGuard.Checked tensor : tensors) {
            if (tensor.values() instanceof StoredValues.Contiguous values
                    && tensor.info().elements() > 0) {
                look(
                        file.slice((int) values.position(), (int) tensor.info().byteSize()),
                        tensor.info(),
                        values.order(),
                        notices);
            }
        }
        return notices;
    }

    private static void look(ByteBuffer bytes, TensorInfo info, ByteOrder order, List<String> notices) {
        bytes.order(order);
        long zeros = info.elements() < SMALLEST ? 0 : zerosAtEnd(bytes);
        if (zeros * 4 >= info.byteSize()) {
            notices.add(info.name() + ": the last " + 100 * zeros / info.byteSize()
                    + " % of its bytes are zero, as after an interrupted download; compare the file's checksum");
        }
        if (hasNotFinite(bytes, info.type())) {
            notices.add(info.name() + ": holds values that are not finite (NaN or infinite)");
        }
    }

    private static int zerosAtEnd(ByteBuffer bytes) {
        int end = bytes.limit();
        while (end >= Long.BYTES && bytes.getLong(end - Long.BYTES) == 0) {
            end -= Long.BYTES;
        }
        return bytes.limit() - end;
    }

    /** Finds values whose exponent has all bits set. */
    private static boolean hasNotFinite(ByteBuffer bytes, TensorType type) {
        return switch (type) {
            case F32 -> hasNotFiniteFloat(bytes);
            case F64 -> {
                boolean found = false;
                for (int i = 0; i < bytes.limit(); i += Double.BYTES) {
                    found |= (~bytes.getLong(i) & 0x7ff0_0000_0000_0000L) == 0;
                }
                yield found;
            }
            default -> {
                boolean found = false;
                for (int i = 0; i < bytes.limit(); i += Short.BYTES) {
                    found |= (~bytes.getShort(i) & 0x7c00) == 0;
                }
                yield found;
            }
        };
    }

    private static boolean hasNotFiniteFloat(ByteBuffer bytes) {
        boolean found = false;
        for (int i = 0; i < bytes.limit(); i += Float.BYTES) {
            found |= (~bytes.getInt(i) & 0x7f80_0000) == 0;
        }
        return found;
    }
}
