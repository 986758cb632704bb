package maskrcnn4j.weights.torch;

import java.util.Map;
import java.util.Optional;
import maskrcnn4j.weights.TensorType;

/** The names that PyTorch gives to element types and to storages of them. */
final class TorchTypes {
    /** Storages without a type of their own are counted in bytes. */
    static final String UNTYPED = "UntypedStorage";

    private static final Map<String, TensorType> STORAGES = Map.ofEntries(
            Map.entry("DoubleStorage", TensorType.F64),
            Map.entry("FloatStorage", TensorType.F32),
            Map.entry("HalfStorage", TensorType.F16),
            Map.entry("BFloat16Storage", TensorType.BF16),
            Map.entry("LongStorage", TensorType.I64),
            Map.entry("IntStorage", TensorType.I32),
            Map.entry("ShortStorage", TensorType.I16),
            Map.entry("CharStorage", TensorType.I8),
            Map.entry("ByteStorage", TensorType.U8),
            Map.entry("BoolStorage", TensorType.BOOL),
            Map.entry(UNTYPED, TensorType.U8));

    private static final Map<String, TensorType> TYPES = Map.ofEntries(
            Map.entry("float64", TensorType.F64),
            Map.entry("float32", TensorType.F32),
            Map.entry("float16", TensorType.F16),
            Map.entry("bfloat16", TensorType.BF16),
            Map.entry("int64", TensorType.I64),
            Map.entry("int32", TensorType.I32),
            Map.entry("int16", TensorType.I16),
            Map.entry("int8", TensorType.I8),
            Map.entry("uint64", TensorType.U64),
            Map.entry("uint32", TensorType.U32),
            Map.entry("uint16", TensorType.U16),
            Map.entry("uint8", TensorType.U8),
            Map.entry("bool", TensorType.BOOL));

    private TorchTypes() {}

    /** The element type of a storage class. */
    static Optional<TensorType> ofStorage(String name) {
        return Optional.ofNullable(STORAGES.get(name));
    }

    /** The element type that {@code torch.NAME} is. */
    static Optional<TensorType> ofType(String name) {
        return Optional.ofNullable(TYPES.get(name));
    }

    /** The storage class for an element type, if there is one. */
    static Optional<String> storage(TensorType type) {
        return STORAGES.entrySet().stream()
                .filter(entry -> entry.getValue() == type && !entry.getKey().equals(UNTYPED))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
