package maskrcnn4j.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.Locale;
import maskrcnn4j.model.LoadOptions;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;

/**
 * From weight file to a model that is ready, as a fresh process meets it once its natives are up:
 * {@code LoadSpeed WEIGHTS [float32|bf16 [TIMES]]}. The first line is the one that counts; further ones find the code
 * warm. The file should be in the system's cache. {@code peakHeapMb} is the most that the Java heap held; tensors lie
 * outside of it.
 */
public final class LoadSpeed {
    private LoadSpeed() {}

    public static void main(String[] args) throws IOException {
        Precision precision = args.length > 1 ? Precision.parse(args[1]) : Precision.FLOAT32;
        int times = args.length > 2 ? Integer.parseInt(args[2]) : 1;
        Engine.start();
        for (int i = 0; i < times; i++) {
            long begin = System.nanoTime();
            try (MaskRcnn model = MaskRcnn.load(Path.of(args[0]), LoadOptions.DEFAULT.withPrecision(precision))) {
                double ms = (System.nanoTime() - begin) / 1e6;
                System.out.printf(
                        Locale.ROOT,
                        "{\"model\":\"%s\",\"precision\":\"%s\",\"ms\":%.0f,\"peakHeapMb\":%d,\"peakMb\":%d}%n",
                        model.checkpoint().spec().name(),
                        precision,
                        ms,
                        peakHeapMegabytes(),
                        PeakMemory.megabytes());
            }
        }
    }

    private static long peakHeapMegabytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                >> 20;
    }
}
