package maskrcnn4j.examples.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.Detection;
import maskrcnn4j.model.MaskRcnn;

/** Run lengths as the Data Science Bowl of Kaggle wants them. */
public final class KaggleSubmission {
    private KaggleSubmission() {}

    /** Writes {@code submission.csv} about the pictures in {@code test}. */
    public static void main(String[] args) throws IOException {
        StringBuilder csv = new StringBuilder("ImageId,EncodedPixels\n");
        try (MaskRcnn model = MaskRcnn.load(Path.of("nuclei.safetensors"));
                Stream<Path> files = Files.list(Path.of("test"))) {
            for (Path file : files.sorted().toList()) {
                String id = file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
                Image picture = Images.read(file);
                Rle taken = Rle.empty(picture.height(), picture.width());
                List<Detection> found = model.segment(picture).detections();
                for (Detection one : found) { // from the highest score
                    Rle free = one.mask().minus(taken);
                    taken = taken.union(one.mask());
                    if (free.area() > 0) {
                        csv.append(id).append(',').append(runs(free)).append('\n');
                    }
                }
                if (found.isEmpty()) {
                    csv.append(id).append(",\n");
                }
            }
        }
        Files.writeString(Path.of("submission.csv"), csv);
    }

    /** Pairs of a first pixel, counted from 1 down the columns, and a length. */
    private static String runs(Rle mask) {
        StringBuilder runs = new StringBuilder();
        int at = 1;
        int[] counts = mask.counts(); // pixels outside, inside, outside, ...
        for (int i = 0; i < counts.length; i++) {
            if (i % 2 == 1) {
                runs.append(at).append(' ').append(counts[i]).append(' ');
            }
            at += counts[i];
        }
        return runs.toString().strip();
    }
}
