package maskrcnn4j.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The number format of the network's convolutions. Boxes, NMS, losses and masks are float32 in every case.
 *
 * <p>{@link #AUTO} is bf16 where the processor multiplies bf16 natively (AMX or AVX-512-BF16 on a CPU, any GPU),
 * float32 elsewhere.
 */
public enum Precision {
    FLOAT32,
    BF16,
    AUTO;

    /**
     * Reads a precision's name.
     *
     * @param name {@code float32}, {@code bf16} or {@code auto}
     * @throws IllegalArgumentException if the name is none of these
     */
    public static Precision parse(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "float32", "fp32" -> FLOAT32;
            case "bf16", "bfloat16" -> BF16;
            case "auto" -> AUTO;
            default ->
                throw new IllegalArgumentException("precision '" + name + "' is unknown: choose float32, bf16 or auto");
        };
    }

    /** The precision that is really used on a device: {@link #AUTO} becomes one of the other two. */
    public Precision on(Device device) {
        if (this != AUTO) {
            return this;
        }
        return !device.isCpu() || cpuMultipliesBf16() ? BF16 : FLOAT32;
    }

    /** The element type of weights and activations; {@link #AUTO} has none before {@link #on} was asked. */
    public ElementType elementType() {
        return switch (this) {
            case FLOAT32 -> ElementType.FLOAT32;
            case BF16 -> ElementType.BFLOAT16;
            case AUTO -> throw new IllegalStateException("ask on(device) first: auto is not yet a number format");
        };
    }

    /** Whether the CPU has instructions for bf16 products (Linux tells; elsewhere the answer is no). */
    private static boolean cpuMultipliesBf16() {
        try {
            String flags = Files.readString(Path.of("/proc/cpuinfo"));
            return flags.contains("avx512_bf16") || flags.contains("amx_bf16");
        } catch (IOException noSuchFile) {
            return false;
        }
    }
}
