package maskrcnn4j.examples.guide;

import java.io.IOException;
import java.nio.file.Path;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.model.Detection;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.Segmentation;

/** The program of the README. */
public final class FirstProgram {
    private FirstProgram() {}

    /** Finds the objects of {@code street.jpg} with {@code coco.safetensors}. */
    public static void main(String[] args) throws IOException {
        try (MaskRcnn model = MaskRcnn.load(Path.of("coco.safetensors"))) {
            Image street = Images.read(Path.of("street.jpg"));
            Segmentation found = model.segment(street);
            for (Detection d : found) System.out.println(d.label() + " " + d.score() + " " + d.box());
            Images.write(found.drawOn(street), Path.of("street-segmented.png"));
        }
    }
}
