package maskrcnn4j.tensor;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The kind of number a tensor holds. */
public enum ElementType {
    FLOAT64(ScalarType.Double, 8),
    FLOAT32(ScalarType.Float, 4),
    FLOAT16(ScalarType.Half, 2),
    BFLOAT16(ScalarType.BFloat16, 2),
    INT64(ScalarType.Long, 8),
    INT32(ScalarType.Int, 4),
    INT16(ScalarType.Short, 2),
    INT8(ScalarType.Char, 1),
    UINT8(ScalarType.Byte, 1),
    BOOL(ScalarType.Bool, 1);

    private final ScalarType nativeType;
    private final int bytes;

    ElementType(ScalarType nativeType, int bytes) {
        this.nativeType = nativeType;
        this.bytes = bytes;
    }

    /** The size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** Whether this is a floating-point type. */
    public boolean isFloating() {
        return this == FLOAT64 || this == FLOAT32 || this == FLOAT16 || this == BFLOAT16;
    }

    ScalarType nativeType() {
        return nativeType;
    }

    static ElementType of(ScalarType nativeType) {
        for (ElementType type : values()) {
            if (type.nativeType.value == nativeType.value) {
                return type;
            }
        }
        throw new TensorException("element type " + nativeType + " is not supported");
    }
}
