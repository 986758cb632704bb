package maskrcnn4j.weights.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.UnfinishedFile;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.pickle.PickleWriter;
import maskrcnn4j.weights.storage.TensorView;

/**
 * Writes files that {@code torch.load(..., weights_only=True)} reads: an ordered dictionary of tensors, one storage each. The
 * file appears under its name only when it is complete and on disk.
 */
public final class TorchWriter {
    private static final String ROOT = "archive/";

    private TorchWriter() {}

    /**
     * Writes all tensors of a source, in its order.
     *
     * @param path the file to make; an existing one is replaced, whole
     * @param tensors what to write, under the names it has
     * @throws WeightException if PyTorch has no storage for an element type, or the file would be larger than 4 GiB
     * @throws IOException if reading the source or writing fails; nothing is left behind then
     */
    public static void write(Path path, TensorSource tensors) throws IOException {
        byte[] pickle = pickle(path, tensors);
        try (UnfinishedFile file = new UnfinishedFile(path)) {
            ZipOutput zip = new ZipOutput(path, file);
            zip.add(ROOT + "data.pkl", pickle);
            zip.add(ROOT + "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            int key = 0;
            for (TensorInfo info : tensors.tensors().values()) {
                zip.add(ROOT + "data/" + key++, info, tensors);
            }
            zip.add(ROOT + "version", "3\n".getBytes(StandardCharsets.US_ASCII));
            zip.finish();
            file.finish();
        }
    }

    private static byte[] pickle(Path path, TensorSource tensors) throws WeightException {
        PickleWriter pickle = new PickleWriter();
        orderedDict(pickle).mark();
        int key = 0;
        for (TensorInfo info : tensors.tensors().values()) {
            String storage = TorchTypes.storage(info.type())
                    .orElseThrow(() -> new WeightException(path + ": tensor " + info.name() + " holds " + info.type()
                            + " numbers, for which PyTorch has no storage"));
            pickle.text(info.name())
                    .global("torch._utils", "_rebuild_tensor_v2")
                    .mark();
            pickle.mark()
                    .text("storage")
                    .global("torch", storage)
                    .text(Integer.toString(key++))
                    .text("cpu");
            pickle.integer(info.elements()).tuple().reference();
            pickle.integer(0)
                    .tuple(info.shape().toArray())
                    .tuple(TensorView.rowMajor(info.shape()))
                    .no();
            orderedDict(pickle).tuple().call();
        }
        return pickle.setItems().finish();
    }

    private static PickleWriter orderedDict(PickleWriter pickle) {
        return pickle.global("collections", "OrderedDict").mark().tuple().call();
    }
}
