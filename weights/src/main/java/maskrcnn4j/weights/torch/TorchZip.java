package maskrcnn4j.weights.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.pickle.StateDict;
import maskrcnn4j.weights.pickle.Unpickler;
import maskrcnn4j.weights.storage.Storage;

/**
 * A checkpoint as an archive: {@code ROOT/data.pkl} says what there is, {@code ROOT/data/KEY} are the bytes of the storages,
 * {@code ROOT/byteorder} their order; the root may have any name.
 */
final class TorchZip {
    private static final String PICKLE = "data.pkl";

    private final Storage file;
    private final Map<String, ZipEntries.Entry> entries;
    private final String root;
    private final Map<String, Storage> storages = new HashMap<>();

    private TorchZip(Storage file, Map<String, ZipEntries.Entry> entries, String root) {
        this.file = file;
        this.entries = entries;
        this.root = root;
    }

    static StateDict.Found read(Storage file) throws IOException {
        Map<String, ZipEntries.Entry> entries = ZipEntries.of(file);
        String pickle = entries.keySet().stream()
                .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
                .min(Comparator.comparingInt(String::length))
                .orElseThrow(() -> new WeightException("damaged: an archive of PyTorch without its data.pkl"));
        String root = pickle.substring(0, pickle.length() - PICKLE.length());
        if (entries.containsKey(root + "constants.pkl")) {
            throw new WeightException(
                    "is a program (TorchScript), not weights: save the model's state_dict() with" + " torch.save");
        }
        TorchZip zip = new TorchZip(file, entries, root);
        Object value = Unpickler.read(zip.bytes(pickle), 0).value();
        return StateDict.find(value, new TorchTensors(zip::find, zip.order()), file.size());
    }

    private Storage bytes(String name) {
        ZipEntries.Entry entry = entries.get(name);
        return new CheckedStorage(file.part(entry.start(), entry.size()), name, entry.crc());
    }

    private ByteOrder order() throws IOException {
        String name = root + "byteorder";
        if (!entries.containsKey(name)) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        Storage stored = bytes(name);
        ByteBuffer text = ByteBuffer.allocate((int) Math.min(stored.size(), "little".length()));
        stored.read(0, text);
        return switch (new String(text.array(), StandardCharsets.US_ASCII)) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default -> throw new WeightException("damaged: its entry byteorder is neither little nor big");
        };
    }

    private Storage find(String tensor, StorageReference reference) throws WeightException {
        String name = root + "data/" + reference.key();
        if (!entries.containsKey(name)) {
            throw new WeightException("damaged: tensor " + tensor + ": its storage is not in the file");
        }
        Storage storage = storages.computeIfAbsent(name, this::bytes);
        if (reference.count() > storage.size() / reference.type().bytes()) {
            throw new WeightException("damaged: tensor " + tensor + ": its storage should have " + reference.count()
                    + " elements of " + reference.type() + ", it has " + storage.size() + " bytes");
        }
        return storage;
    }
}
