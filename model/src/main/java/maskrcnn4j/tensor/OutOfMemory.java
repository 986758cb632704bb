package maskrcnn4j.tensor;

import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What LibTorch says when memory runs out, in one line with the numbers that help. */
final class OutOfMemory {
    private static final Pattern ASKED = Pattern.compile("(?:allocate|you tried to allocate)\\s+([0-9.]+) ?(\\w+)");

    /** {@code GPU 0 has a total capacity of 79.18 GiB of which 5.12 GiB is free}. */
    private static final Pattern GPU =
            Pattern.compile("GPU (\\d+) has a total capacity of ([0-9.]+ \\w+) of which ([0-9.]+ \\w+) is free");

    private static final Pattern OWN = Pattern.compile("this process has ([0-9.]+ \\w+) memory in use");

    /** With no more than this left, a kernel that oneDNN cannot make has no room for its code and its intermediate values. */
    private static final long SCARCE = 256L << 20;

    private OutOfMemory() {}

    /**
     * Whether a failure of LibTorch, oneDNN, CUDA or cuDNN is one of memory.
     *
     * @param free bytes that the host has free; asked only where the message alone does not tell
     */
    static boolean isMeant(String message, LongSupplier free) {
        String lower = message.toLowerCase(Locale.ROOT);
        return lower.contains("out of memory")
                || lower.contains("can't allocate memory")
                || lower.contains("bad_alloc")
                || lower.contains("_status_alloc_failed")
                || lower.matches("(?s).*could not (create|execute) a primitive.*") && free.getAsLong() < SCARCE;
    }

    /** A failure of one operation, in our words. */
    static TensorMemoryException of(String operation, String message, Throwable cause) {
        return new TensorMemoryException(operation + ": " + describe(message), remedy(message), cause);
    }

    /** Whose memory it is, what was asked for, and what is free. */
    static String describe(String message) {
        String asked =
                first(ASKED, message).map(of -> ", asked for " + size(of)).orElse("");
        if (!isOfGpu(message)) {
            return "out of memory" + asked + ", free " + megabytes(Engine.availableBytes())
                    + " of host memory, this process holds " + megabytes(Engine.residentBytes());
        }
        String card = first(GPU, message)
                .map(of -> ", free " + of.group(3) + " of the " + of.group(2) + " of GPU " + of.group(1))
                .orElse("");
        String own = first(OWN, message)
                .map(of -> ", this process holds " + of.group(1))
                .orElse("");
        return "out of GPU memory" + asked + card + own;
    }

    private static String remedy(String message) {
        String less = "use smaller pictures or a smaller batch";
        return isOfGpu(message) ? less + "; if others hold much of it, mrcnn doctor names them" : less;
    }

    private static boolean isOfGpu(String message) {
        return message.contains("CUDA") || message.contains("CUDNN") || message.contains("CUBLAS");
    }

    /** LibTorch counts in bytes on the host, and in larger units on a GPU. */
    private static String size(Matcher asked) {
        return asked.group(2).equals("bytes") && !asked.group(1).contains(".")
                ? megabytes(Long.parseLong(asked.group(1)))
                : asked.group(1) + " " + asked.group(2);
    }

    private static Optional<Matcher> first(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? Optional.of(matcher) : Optional.empty();
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d MB", bytes >> 20);
    }
}
