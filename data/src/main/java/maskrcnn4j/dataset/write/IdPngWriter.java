package maskrcnn4j.dataset.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.image.LabelImages;

/**
 * One PNG of instance numbers for each picture: {@code images/NAME} and {@code masks/NAME.png}, in a folder for each
 * split. 8 bits a pixel, or 16 where there are more than 255 objects. Holds neither classes nor crowds nor overlaps.
 */
final class IdPngWriter implements AnnotationWriter {
    private static final int MOST_OBJECTS = 0xffff;

    private final Path target;
    private final PictureTransfer transfer;
    private final Losses losses;
    private Path folder;

    IdPngWriter(Path target, int classes, PictureTransfer transfer, Losses losses) {
        this.target = target;
        this.transfer = transfer;
        this.losses = losses;
        folder = target;
        losses.count(
                "class name",
                "class names",
                "not written: this format has none, all objects are of one class",
                classes > 1 ? classes : 0);
    }

    @Override
    public void begin(String split) {
        folder = split.isEmpty() ? target : target.resolve(split);
    }

    @Override
    public void add(OutputPicture picture) throws IOException {
        List<OutputObject> objects = CommonLosses.withoutCrowds(picture.objects(), losses);
        List<OutputObject> held = CommonLosses.first(objects, MOST_OBJECTS, losses);
        transfer.bring(picture.source(), folder.resolve("images").resolve(picture.name()));
        LabelImages.writeGrey(
                IdLayers.paint(picture.width(), picture.height(), held, losses),
                folder.resolve("masks").resolve(picture.stem() + ".png"));
    }

    @Override
    public void finish() {}

    @Override
    public void close() {}
}
