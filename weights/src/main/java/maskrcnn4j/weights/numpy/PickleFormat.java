package maskrcnn4j.weights.numpy;

import java.io.IOException;
import java.nio.file.Path;
import maskrcnn4j.weights.FileHead;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFormat;
import maskrcnn4j.weights.pickle.StateDict;
import maskrcnn4j.weights.pickle.Unpickler;
import maskrcnn4j.weights.storage.FileStorage;
import maskrcnn4j.weights.storage.Opening;
import maskrcnn4j.weights.storage.ViewedFile;

/** Plain pickles of NumPy arrays, recognised by the instruction that states their protocol, 2 to 5. */
public final class PickleFormat implements WeightFormat {

    @Override
    public boolean recognises(FileHead head) {
        return head.has(0, 0x80) && head.length() > 1 && head.at(1) >= 2 && head.at(1) <= 5;
    }

    @Override
    public WeightFile open(Path path) throws IOException {
        return Opening.of(path, "Python pickle: ", channel -> {
            FileStorage whole = FileStorage.of(channel);
            Object root = Unpickler.read(whole, 0).value();
            StateDict.Found found = StateDict.find(root, new PickledArrays(), whole.size());
            return new ViewedFile(path.toString(), "Python pickle", found.notes(), found.tensors(), channel);
        });
    }
}
