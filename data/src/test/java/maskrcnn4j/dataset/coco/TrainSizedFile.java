package maskrcnn4j.dataset.coco;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.ReadOptions;

/**
 * Writes a file of the size of COCO's instances_train2017 (860,001 objects on 118,287 pictures, about 450 MB), or reads
 * one and says how long that took, by hand: {@code write FILE} or {@code read FILE}.
 */
final class TrainSizedFile {
    private static final int IMAGES = 118_287;
    private static final int OBJECTS = 860_001;
    private static final int CATEGORIES = 80;
    private static final int MEAN_CORNERS = 25;

    private TrainSizedFile() {}

    /** See the class. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[1]);
        if (args[0].equals("write")) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
                write(new PrintStream(out, false, StandardCharsets.US_ASCII));
            }
            return;
        }
        long start = System.nanoTime();
        Dataset dataset = new CocoFormat().read(file, ReadOptions.DEFAULT.withImages(Path.of("")));
        System.out.printf("%s in %.2f s%n", dataset, (System.nanoTime() - start) / 1e9);
    }

    private static void write(PrintStream out) {
        SplittableRandom random = new SplittableRandom(0);
        out.print("{\"info\": {\"description\": \"synthetic\"}, \"licenses\": [], \"images\": [");
        for (int i = 1; i <= IMAGES; i++) {
            out.print((i == 1 ? "" : ", ") + "{\"license\": 3, \"file_name\": \"" + (1_000_000_000_000L + i)
                    + ".jpg\", \"coco_url\": \"http://images.cocodataset.org/train2017/" + i
                    + ".jpg\", \"height\": 480, \"width\": 640, \"date_captured\": \"2013-11-14 11:18:45\", \"id\": "
                    + i + "}");
        }
        out.print("], \"annotations\": [");
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= OBJECTS; i++) {
            text.setLength(0);
            text.append(i == 1 ? "" : ", ").append("{\"segmentation\": [[");
            int corners = 6 + random.nextInt(2 * MEAN_CORNERS - 12);
            for (int c = 0; c < 2 * corners; c++) {
                text.append(c == 0 ? "" : ", ").append(random.nextInt(64_000) / 100.0);
            }
            text.append("]], \"area\": ").append(random.nextInt(10_000_000) / 10_000.0);
            text.append(", \"iscrowd\": 0, \"image_id\": ").append(1 + random.nextInt(IMAGES));
            text.append(", \"bbox\": [1.25, 2.5, ").append(random.nextInt(64_000) / 100.0);
            text.append(", 40.0], \"category_id\": ").append(1 + random.nextInt(CATEGORIES));
            out.print(text.append(", \"id\": ").append(i).append('}'));
        }
        out.print("], \"categories\": [");
        for (int c = 1; c <= CATEGORIES; c++) {
            out.print((c == 1 ? "" : ", ") + "{\"supercategory\": \"thing\", \"id\": " + c + ", \"name\": \"class" + c
                    + "\"}");
        }
        out.print("]}");
        out.flush();
    }
}
