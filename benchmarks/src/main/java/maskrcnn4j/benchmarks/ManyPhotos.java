package maskrcnn4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import maskrcnn4j.image.Images;
import maskrcnn4j.model.Detection;
import maskrcnn4j.model.MaskRcnn;

/**
 * Resident memory over many photos, read and segmented one after the other: {@code ManyPhotos WEIGHTS PHOTOS [RUNS]}.
 * Run it with a fixed heap: {@code BENCHMARK_JAVA_OPTS='-Xms512m -Xmx512m -XX:+AlwaysPreTouch'}.
 */
public final class ManyPhotos {
    private ManyPhotos() {}

    public static void main(String[] args) throws IOException {
        int runs = args.length > 2 ? Integer.parseInt(args[2]) : 1000;
        List<Path> photos;
        try (Stream<Path> files = Files.list(Path.of(args[1]))) {
            photos = files.filter(path -> path.toString().endsWith(".jpg"))
                    .sorted()
                    .toList();
        }
        try (MaskRcnn model = MaskRcnn.load(Path.of(args[0]))) {
            for (int i = 1; i <= runs; i++) {
                for (Detection detection : model.segment(Images.read(photos.get(i % photos.size())))) {
                    detection.mask();
                }
                if (i % (runs / 10) == 0) {
                    System.out.println("{\"photos\": " + i + ", \"rss_mb\": " + PeakMemory.residentMegabytes() + "}");
                }
            }
        }
    }
}
