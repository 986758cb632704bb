package maskrcnn4j.tensor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/**
 * Which natives run.
 *
 * @param libTorch version of LibTorch and of its binding, for example {@code 2.10.0-1.5.13}
 * @param platform for which they were built, for example {@code linux-x86_64}
 * @param instructions the widest vector instructions that LibTorch's own loops use here, for example {@code AVX512}
 * @param oneDnn the version of oneDNN, which multiplies and convolves on the CPU, if it is there
 * @param threads over how many threads one operation is spread
 * @param unpacked the folder into which the binding unpacks natives
 */
public record NativesInfo(
        String libTorch, String platform, String instructions, Optional<String> oneDnn, int threads, Path unpacked) {
    /**
     * Loads the natives and asks them.
     *
     * @throws TensorException if there are none for this platform
     * @throws IOException if the folder of unpacked natives cannot be made
     */
    public static NativesInfo read() throws IOException {
        Engine.start();
        String version = Loader.getVersion("org.bytedeco", "pytorch");
        return new NativesInfo(
                version == null ? "unknown" : version,
                Loader.getPlatform(),
                text(torch.get_cpu_capability()),
                oneDnn(text(torch.show_config())),
                Engine.threads(),
                Loader.getCacheDir().toPath());
    }

    /** LibTorch describes itself in lines such as {@code - Intel(R) MKL-DNN v3.7.1 (Git Hash ...)}. */
    private static Optional<String> oneDnn(String config) {
        return config.lines()
                .filter(line -> line.contains("MKL-DNN v") || line.contains("oneDNN v"))
                .map(line -> line.replaceFirst(".*DNN v(\\S+).*", "$1"))
                .findFirst();
    }

    private static String text(BytePointer chars) {
        try (chars) {
            return chars.getString();
        }
    }
}
