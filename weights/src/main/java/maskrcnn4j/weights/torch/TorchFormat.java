package maskrcnn4j.weights.torch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import maskrcnn4j.weights.FileHead;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFormat;
import maskrcnn4j.weights.pickle.StateDict;
import maskrcnn4j.weights.storage.FileStorage;
import maskrcnn4j.weights.storage.Opening;
import maskrcnn4j.weights.storage.ViewedFile;

/**
 * Files of {@code torch.save}: zip archives with a {@code data.pkl}, and the older form, which begins with a pickled magic
 * number.
 */
public final class TorchFormat implements WeightFormat {

    @Override
    public boolean recognises(FileHead head) throws IOException {
        return isLegacy(head) || isZip(head) && (head.text().contains("/data.pkl") || hasPickle(head.path()));
    }

    private static boolean isZip(FileHead head) {
        return head.has(0, 'P', 'K', 3, 4);
    }

    private static boolean isLegacy(FileHead head) {
        return head.has(0, 0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46);
    }

    /** The pickle is the first entry in what PyTorch writes, but other programs repack such files. */
    private static boolean hasPickle(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return ZipEntries.of(FileStorage.of(channel)).keySet().stream().anyMatch(name -> name.endsWith("data.pkl"));
        } catch (WeightException noSuchZip) {
            return false;
        }
    }

    @Override
    public WeightFile open(Path path) throws IOException {
        boolean zip = isZip(FileHead.of(path));
        return Opening.of(path, "PyTorch file: ", channel -> {
            FileStorage whole = FileStorage.of(channel);
            StateDict.Found found = zip ? TorchZip.read(whole) : TorchLegacy.read(whole);
            String format = zip ? "PyTorch" : "PyTorch (before 1.6)";
            return new ViewedFile(path.toString(), format, found.notes(), found.tensors(), channel);
        });
    }
}
