package maskrcnn4j.training.loader;

import java.io.IOException;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.io.SamplePicture;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.ReadOptions;

/** The picture files of a data set, where it says they are. */
public final class PictureFiles implements PictureSource {
    private final Dataset dataset;

    /** The pictures of a data set. */
    public PictureFiles(Dataset dataset) {
        this.dataset = dataset;
    }

    @Override
    public Image read(int sample) throws IOException {
        return SamplePicture.read(dataset.sample(sample), ReadOptions.DEFAULT).image();
    }
}
