package maskrcnn4j.weights.torch;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.pickle.PickleBytes;
import maskrcnn4j.weights.pickle.PickleList;
import maskrcnn4j.weights.pickle.PickleReference;
import maskrcnn4j.weights.pickle.StateDict;
import maskrcnn4j.weights.pickle.Unpickler;
import maskrcnn4j.weights.storage.Storage;

/**
 * A checkpoint of PyTorch before 1.6: five pickles (magic number, protocol, system, object, keys of the storages), then for each
 * key the number of elements (int64) and the elements, little-endian whatever the system was.
 */
final class TorchLegacy {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final Long PROTOCOL = 1001L;

    private final Map<String, Storage> storages = new HashMap<>();

    private TorchLegacy() {}

    static StateDict.Found read(Storage file) throws IOException {
        Unpickler.Result magic = Unpickler.read(file, 0);
        Unpickler.Result protocol = Unpickler.read(file, magic.end());
        if (!MAGIC.equals(magic.value()) || !PROTOCOL.equals(protocol.value())) {
            throw new WeightException("damaged: begins like a file of PyTorch, but has another magic number");
        }
        Unpickler.Result system = Unpickler.read(file, protocol.end());
        Unpickler.Result object = Unpickler.read(file, system.end());
        Unpickler.Result keys = Unpickler.read(file, object.end());
        if (!(keys.value() instanceof PickleList list)) {
            throw new WeightException("damaged: the list of its storages is missing");
        }
        TorchLegacy legacy = new TorchLegacy();
        legacy.locate(file, keys.end(), list.items(), types(object.references()));
        TorchTensors decoder = new TorchTensors(legacy::find, ByteOrder.LITTLE_ENDIAN);
        return StateDict.find(object.value(), decoder, file.size());
    }

    /** The elements' size is known only to those who refer to them. */
    private static Map<String, TensorType> types(List<PickleReference> references) throws WeightException {
        Map<String, TensorType> types = new HashMap<>();
        for (PickleReference reference : references) {
            if (StorageReference.isOne(reference)) {
                StorageReference storage = StorageReference.of("of a storage", reference);
                types.put(storage.key(), storage.type());
            }
        }
        return types;
    }

    private void locate(Storage file, long start, List<Object> keys, Map<String, TensorType> types) throws IOException {
        long at = start;
        for (Object item : keys) {
            String key = PickleBytes.textOf(item).orElse("");
            TensorType type = types.get(key);
            if (type == null) {
                throw new WeightException("damaged: nothing refers to one of its storages");
            }
            long left = file.size() - at - Long.BYTES;
            if (left < 0) {
                throw cutOff();
            }
            ByteBuffer count = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            file.read(at, count);
            long elements = count.getLong(0);
            if (elements < 0 || elements > left / type.bytes()) {
                throw cutOff();
            }
            long size = elements * type.bytes();
            storages.put(key, file.part(at + Long.BYTES, size));
            at += Long.BYTES + size;
        }
    }

    private static WeightException cutOff() {
        return new WeightException(
                "the file is cut off or damaged: it announces more storages than it holds; fetch or copy it again");
    }

    private Storage find(String tensor, StorageReference reference) throws WeightException {
        Storage storage = storages.get(reference.key());
        if (storage == null) {
            throw new WeightException("damaged: tensor " + tensor + ": its storage is not in the file");
        }
        return storage;
    }
}
