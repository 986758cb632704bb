package maskrcnn4j.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.weights.caffe2.Caffe2Format;
import maskrcnn4j.weights.hdf5.Hdf5Format;
import maskrcnn4j.weights.numpy.PickleFormat;
import maskrcnn4j.weights.safetensors.SafetensorsFormat;
import maskrcnn4j.weights.torch.TorchFormat;

/** Opens weight files of every kind that is read. The kind is told by the content; the file's name plays no part. */
public final class WeightFiles {
    private static final List<WeightFormat> FORMATS = List.of(
            new SafetensorsFormat(), new TorchFormat(), new PickleFormat(), new Hdf5Format(), new Caffe2Format());

    private WeightFiles() {}

    /**
     * Opens a weight file, or a folder of files that belong together; the caller closes it.
     *
     * @throws WeightException if it is damaged or of no kind that is read; the message says what it is instead
     * @throws IOException if it cannot be read
     */
    public static WeightFile open(Path path) throws IOException {
        FileHead head = FileHead.of(path);
        for (WeightFormat format : FORMATS) {
            if (format.recognises(head)) {
                return format.open(path);
            }
        }
        throw new WeightException(path + ": " + UnusableFiles.describe(head));
    }
}
