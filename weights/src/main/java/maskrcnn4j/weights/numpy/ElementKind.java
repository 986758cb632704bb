package maskrcnn4j.weights.numpy;

import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.pickle.PickleBytes;
import maskrcnn4j.weights.pickle.PickleObject;
import maskrcnn4j.weights.pickle.PickleTuple;

/**
 * What NumPy calls a dtype.
 *
 * @param type the element type
 * @param order of the bytes of an element
 */
record ElementKind(TensorType type, ByteOrder order) {
    private static final Map<String, TensorType> TYPES = Map.ofEntries(
            Map.entry("f8", TensorType.F64),
            Map.entry("f4", TensorType.F32),
            Map.entry("f2", TensorType.F16),
            Map.entry("i8", TensorType.I64),
            Map.entry("i4", TensorType.I32),
            Map.entry("i2", TensorType.I16),
            Map.entry("i1", TensorType.I8),
            Map.entry("u8", TensorType.U64),
            Map.entry("u4", TensorType.U32),
            Map.entry("u2", TensorType.U16),
            Map.entry("u1", TensorType.U8),
            Map.entry("b1", TensorType.BOOL));

    /** Whether a value stands for a dtype. */
    static boolean isOne(Object value) {
        return value instanceof PickleObject object && object.isMadeBy("numpy", "dtype");
    }

    /** Reads {@code numpy.dtype("f4", ...)}, whose state says the order of bytes. */
    static ElementKind of(String tensor, Object value) throws WeightException {
        PickleObject made = (PickleObject) value;
        String code = made.argument(0).flatMap(PickleBytes::textOf).orElse("?");
        boolean big = code.startsWith(">");
        String plain = code.replaceFirst("^[<>=|]", "");
        if (made.state() instanceof PickleTuple state && state.items().size() > 1) {
            Optional<String> order = PickleBytes.textOf(state.items().get(1));
            big |= order.filter(">"::equals).isPresent();
        }
        TensorType type = TYPES.get(plain);
        if (type == null) {
            throw new WeightException("tensor " + tensor + " has the element type "
                    + (code.matches("\\p{Graph}{1,8}") ? code : "?") + " of NumPy, which is not supported");
        }
        return new ElementKind(type, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }
}
