package maskrcnn4j.dataset.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.write.AnnotationFormats;
import maskrcnn4j.dataset.write.AnnotationWriter;
import maskrcnn4j.dataset.write.Losses;
import maskrcnn4j.dataset.write.OutputObject;
import maskrcnn4j.dataset.write.OutputPicture;
import maskrcnn4j.dataset.write.PictureTransfer;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.LabelImage;
import maskrcnn4j.mask.Rle;

/** Small data sets that tests draw for themselves, as COCO. */
final class DrawnData {
    static final List<Category> CLASSES = List.of(new Category(3, "blob"), new Category(7, "cl\"a: ss, <two>"));

    private DrawnData() {}

    /** Objects that do not overlap, ragged, in several parts and with holes: areas of one number in a coarse noise. */
    static List<Rle> scatter(Random random, int width, int height, int objects) {
        int[] ids = new int[width * height];
        int cell = 1 + random.nextInt(9);
        int[] coarse = new int[(width / cell + 1) * (height / cell + 1)];
        for (int i = 0; i < coarse.length; i++) {
            coarse[i] = random.nextInt(objects + 2);
        }
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean speck = random.nextInt(40) == 0;
                ids[y * width + x] = speck
                        ? random.nextInt(objects + 1)
                        : Math.min(objects, coarse[y / cell * (width / cell + 1) + x / cell]);
            }
        }
        List<Rle> masks = new ArrayList<>();
        new LabelImage(width, height, ids).masks().forEach((id, mask) -> {
            if (id > 0) {
                masks.add(mask);
            }
        });
        return masks;
    }

    static OutputObject object(Category category, Rle pixels, boolean crowd) {
        return new OutputObject(
                category,
                pixels,
                List.of(),
                pixels.boundingBox(),
                pixels.area(),
                crowd,
                java.util.OptionalDouble.empty());
    }

    /** Writes pictures with these objects as COCO into a folder. */
    static void write(Path folder, List<List<OutputObject>> pictures) throws IOException {
        Path sources = folder.resolve("sources");
        try (AnnotationWriter writer =
                AnnotationFormats.open("coco", folder.resolve("coco"), CLASSES, PictureTransfer.COPY, new Losses())) {
            for (int i = 0; i < pictures.size(); i++) {
                Rle first = pictures.get(i).get(0).pixels();
                Path source = sources.resolve("p" + i + ".png");
                Images.write(
                        Image.ofRgb(first.width(), first.height(), new byte[3 * first.width() * first.height()]),
                        source);
                writer.add(new OutputPicture(
                        i + 1, source, "p" + i + ".png", first.width(), first.height(), pictures.get(i)));
            }
            writer.finish();
        }
    }
}
