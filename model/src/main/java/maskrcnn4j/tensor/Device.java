package maskrcnn4j.tensor;

import java.util.Locale;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.SizeTPair;
import org.bytedeco.pytorch.global.torch;

/**
 * Where a tensor lives and its operations run.
 *
 * @param kind the processor
 * @param index the GPU's number, 0 for the CPU
 */
public record Device(Kind kind, int index) {
    /** The kinds of processor. */
    public enum Kind {
        CPU,
        CUDA
    }

    /** The CPU. */
    public static final Device CPU = new Device(Kind.CPU, 0);

    /** The name of whatever suits: a GPU if LibTorch sees one, else the CPU. */
    public static final String AUTO = "auto";

    /**
     * Reads a device's name.
     *
     * @param name {@code cpu}, {@code cuda} (the first GPU), {@code cuda:N}, or {@code auto} (a GPU if LibTorch sees one)
     * @throws IllegalArgumentException if the name is none of these, or the GPU asked for is not there
     */
    public static Device parse(String name) {
        String lower = requireName(name);
        if (lower.equals("cpu")) {
            return CPU;
        }
        int gpus = gpuCount();
        if (lower.equals(AUTO)) {
            return gpus > 0 ? new Device(Kind.CUDA, 0) : CPU;
        }
        int index = lower.equals("cuda") ? 0 : Integer.parseInt(lower.substring("cuda:".length()));
        if (index >= gpus) {
            throw new IllegalArgumentException("device '" + name + "': LibTorch sees "
                    + (gpus == 0 ? "no GPU; " + missing() : gpus + " GPU(s), so N is at most " + (gpus - 1)));
        }
        return new Device(Kind.CUDA, index);
    }

    /** How many GPUs LibTorch sees. */
    public static int gpuCount() {
        Engine.start();
        return torch.cuda_is_available() ? Byte.toUnsignedInt(torch.cuda_device_count()) : 0;
    }

    /**
     * Checks a name, without looking for what it names.
     *
     * @return the name in lower case
     * @throws IllegalArgumentException if it names no kind of device
     */
    public static String requireName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.matches("cpu|auto|cuda(:\\d{1,3})?")) {
            throw new IllegalArgumentException(
                    "device '" + name + "' is unknown: choose cpu, cuda, cuda:N (N = 0, 1, ...) or auto");
        }
        return lower;
    }

    private static String missing() {
        return Context.hasCUDART()
                ? "its natives are for CUDA, so the driver is missing or too old (nvidia-smi tells); until then use"
                        + " --device cpu"
                : "use --device cpu, or the natives built for CUDA (-Dnatives.pytorch=linux-x86_64-gpu) and a current"
                        + " driver";
    }

    /** Memory that is free here, in bytes: the machine's own for the CPU. */
    public long freeBytes() {
        if (isCpu()) {
            return Engine.availableBytes();
        }
        try (SizeTPair freeAndTotal = torch.getMemoryInfo((byte) index)) {
            return freeAndTotal.first();
        }
    }

    /** Whether this is the CPU. */
    public boolean isCpu() {
        return kind == Kind.CPU;
    }

    org.bytedeco.pytorch.Device toNative() {
        return new org.bytedeco.pytorch.Device(toString());
    }

    @Override
    public String toString() {
        return isCpu() ? "cpu" : "cuda:" + index;
    }
}
