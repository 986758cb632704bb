package maskrcnn4j.dataset.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.dataset.cityscapes.CityscapesLabel;
import maskrcnn4j.dataset.io.TextFiles;
import maskrcnn4j.image.LabelImage;
import maskrcnn4j.image.LabelImages;

/**
 * What Cityscapes' server takes: for each picture {@code CITY_SEQ_FRAME.txt} with lines {@code mask class score}, the
 * mask being the path of a black and white PNG. Classes are found by name; those that Cityscapes does not score are left
 * out.
 */
final class CityscapesWriter implements AnnotationWriter {
    private static final String PICTURE_ENDING = "_leftImg8bit";
    private static final int WHITE = 255;

    private final Path target;
    private final Losses losses;

    CityscapesWriter(Path target, Losses losses) {
        this.target = target;
        this.losses = losses;
    }

    @Override
    public void begin(String split) {}

    @Override
    public void add(OutputPicture picture) throws IOException {
        String stem = picture.stem();
        String name = stem.endsWith(PICTURE_ENDING) ? stem.substring(0, stem.length() - PICTURE_ENDING.length()) : stem;
        List<String> lines = new ArrayList<>();
        for (OutputObject object : picture.objects()) {
            Optional<CityscapesLabel> label =
                    CityscapesLabel.ofName(object.category().name());
            if (label.isEmpty() || !label.get().evaluated()) {
                losses.count("object", "objects", "left out: of a class that Cityscapes does not score", 1);
                continue;
            }
            // A space would end the path in the list.
            String mask = name.replaceAll("\\s", "_") + "_" + lines.size() + ".png";
            LabelImages.writeGrey(
                    mask(object, picture.width(), picture.height()),
                    target.resolve("masks").resolve(mask));
            lines.add("masks/" + mask + " " + label.get().id() + " "
                    + object.score().orElse(1));
        }
        TextFiles.write(target.resolve(name + ".txt"), lines);
    }

    private static LabelImage mask(OutputObject object, int width, int height) {
        int[] values = new int[Math.multiplyExact(width, height)];
        object.pixels().forEachRun((x, y1, y2) -> {
            for (int y = y1; y < y2; y++) {
                values[y * width + x] = WHITE;
            }
        });
        return new LabelImage(width, height, values);
    }

    @Override
    public void finish() {}

    @Override
    public void close() {}
}
