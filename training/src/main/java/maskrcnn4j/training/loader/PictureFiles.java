package maskrcnn4j.training.loader;

import java.io.IOException;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.ReadOptions;

/**
 * The picture files of a data set. They are turned upright by their EXIF orientation, unless the annotations give the
 * size that the file has without that.
 */
public final class PictureFiles implements PictureSource {
    private final Dataset dataset;

    /** The pictures where the data set says they are. */
    public PictureFiles(Dataset dataset) {
        this.dataset = dataset;
    }

    @Override
    public Image read(int sample) throws IOException {
        java.nio.file.Path file = dataset.sample(sample).imagePath();
        int width = dataset.sampleWidth(sample);
        int height = dataset.sampleHeight(sample);
        Image image = Images.read(file);
        if (width == 0 || height == 0 || image.width() == width && image.height() == height) {
            return image;
        }
        Image stored = Images.read(file, ReadOptions.DEFAULT.asStored());
        if (stored.width() == width && stored.height() == height) {
            return stored;
        }
        throw DatasetException.of(
                file,
                "",
                "is of " + image.width() + "x" + image.height() + " pixels, its annotations say " + width + "x"
                        + height,
                "mrcnn data check says what else is wrong");
    }
}
