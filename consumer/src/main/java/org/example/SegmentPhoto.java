package org.example;

import java.io.IOException;
import java.nio.file.Path;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.model.Detection;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.Segmentation;

/** Finds the objects in a photo: {@code SegmentPhoto WEIGHTS PHOTO PICTURE}, where the last is written. */
public final class SegmentPhoto {
    private SegmentPhoto() {}

    public static void main(String[] args) throws IOException {
        Path weights = Path.of(args[0]);
        Path photo = Path.of(args[1]);
        Path segmented = Path.of(args[2]);

        try (MaskRcnn model = MaskRcnn.load(weights)) {
            Image street = Images.read(photo);
            Segmentation found = model.segment(street);
            for (Detection d : found) System.out.println(d.label() + " " + d.score() + " " + d.box());
            Images.write(found.drawOn(street), segmented);
        }
    }
}
