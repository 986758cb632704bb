package maskrcnn4j.dataset.io;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.ImageException;
import maskrcnn4j.image.ImageInfo;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.ReadOptions;

/**
 * The picture of a sample as its annotations mean it: upright, unless the data set states the size that the picture has
 * before the EXIF orientation turns it.
 *
 * @param image the picture
 * @param asStored whether it was left as it is stored although it asks to be turned
 */
public record SamplePicture(Image image, boolean asStored) {

    /**
     * Reads the picture of a sample.
     *
     * @throws DatasetException if the sample names none, or its size is not the one stated
     * @throws ImageException if it cannot be read; one line that names the file
     */
    public static SamplePicture read(Sample sample, ReadOptions options) throws IOException {
        return read(sample, file(sample), options);
    }

    /**
     * Reads a picture that is a sample's, wherever the sample says it is.
     *
     * @throws DatasetException if its size is not the one stated
     * @throws ImageException if it cannot be read; one line that names the file
     */
    public static SamplePicture read(Sample sample, Path file, ReadOptions options) throws IOException {
        Image upright = Images.read(file, options);
        if (hasStatedSize(sample, upright.width(), upright.height())) {
            return new SamplePicture(upright, false);
        }
        ImageInfo info = Images.probe(file);
        if (hasStatedSize(sample, info.storedWidth(), info.storedHeight())) {
            return new SamplePicture(Images.read(file, options.asStored()), true);
        }
        throw DatasetException.of(
                file,
                "",
                "is of " + upright.width() + "x" + upright.height() + " pixels, but its data set states "
                        + sample.width() + "x" + sample.height(),
                "the masks belong to another version of the picture, or the size is wrong");
    }

    private static boolean hasStatedSize(Sample sample, int width, int height) {
        boolean stated = sample.width() > 0 && sample.height() > 0;
        return !stated || sample.width() == width && sample.height() == height;
    }

    private static Path file(Sample sample) throws DatasetException {
        if (sample.fileName().isEmpty()) {
            throw new DatasetException(sample + " names no picture file; set its file_name");
        }
        try {
            return sample.imagePath();
        } catch (InvalidPathException e) {
            throw new DatasetException(
                    sample + " names a picture '" + sample.fileName() + "', and no file can be called that", e);
        }
    }
}
