package maskrcnn4j.examples.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import maskrcnn4j.dataset.own.OwnObject;
import maskrcnn4j.dataset.own.OwnPictures;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.LabelImages;

/** Pictures {@code NAME.png}, and beside each a folder {@code NAME} with a picture of every object's mask. */
public final class Cells implements OwnPictures {
    private final List<Path> files;

    /** The pictures of a folder. */
    public Cells(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public List<String> classes() {
        return List.of("nucleus");
    }

    @Override
    public int count() {
        return files.size();
    }

    @Override
    public String name(int picture) {
        return files.get(picture).toString();
    }

    @Override
    public Image picture(int picture) throws IOException {
        return Images.read(files.get(picture));
    }

    @Override
    public List<OwnObject> objects(int picture) throws IOException {
        Path masks = Path.of(name(picture).replace(".png", ""));
        try (Stream<Path> all = Files.list(masks)) {
            return all.sorted()
                    .map(mask -> new OwnObject(
                            "nucleus", () -> LabelImages.read(mask).mask(255)))
                    .toList();
        }
    }
}
