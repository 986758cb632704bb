package maskrcnn4j.weights.torch;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.pickle.Integers;
import maskrcnn4j.weights.pickle.PickleBytes;
import maskrcnn4j.weights.pickle.PickleGlobal;
import maskrcnn4j.weights.pickle.PickleNone;
import maskrcnn4j.weights.pickle.PickleReference;
import maskrcnn4j.weights.pickle.PickleTuple;

/**
 * What a checkpoint's pickle says of a storage: {@code ("storage", class, key, device, count)}, and in files of the old form
 * a sixth entry for a storage that is a part of another.
 *
 * @param key names the bytes in the file
 * @param type element type
 * @param count number of elements
 * @param start where it begins in the bytes that the key names, in elements
 */
record StorageReference(String key, TensorType type, long count, long start) {
    private static final Set<String> MODULES = Set.of("torch", "torch.cuda", "torch.storage");

    /** Whether a reference is one to a storage. */
    static boolean isOne(PickleReference reference) {
        return reference.id() instanceof PickleTuple tuple
                && tuple.items().size() >= 5
                && PickleBytes.textOf(tuple.items().get(0))
                        .filter("storage"::equals)
                        .isPresent();
    }

    /** Reads a reference. */
    static StorageReference of(String tensor, Object value) throws WeightException {
        if (!(value instanceof PickleReference reference) || !isOne(reference)) {
            throw damaged(tensor, "it does not refer to a storage");
        }
        List<Object> items = ((PickleTuple) reference.id()).items();
        Optional<String> key = PickleBytes.textOf(items.get(2));
        Optional<Long> count = Integers.of(items.get(4));
        if (key.isEmpty() || count.isEmpty() || count.get() < 0) {
            throw damaged(tensor, "its storage has no key or no size");
        }
        TensorType type = type(tensor, items.get(1));
        return new StorageReference(key.get(), type, count.get(), items.size() < 6 ? 0 : start(tensor, items.get(5)));
    }

    private static TensorType type(String tensor, Object storageClass) throws WeightException {
        if (storageClass instanceof PickleGlobal global && MODULES.contains(global.module())) {
            return TorchTypes.ofStorage(global.name())
                    .orElseThrow(() -> new WeightException("tensor " + tensor + " lies in a "
                            + (global.name().matches("\\w{1,40}") ? global.name() : "storage")
                            + ", whose element type is not supported"));
        }
        throw damaged(tensor, "its storage has no class");
    }

    /** The sixth entry is None, or (key, start, count) of the part. */
    private static long start(String tensor, Object part) throws WeightException {
        if (part == PickleNone.NONE) {
            return 0;
        }
        if (part instanceof PickleTuple view && view.items().size() == 3) {
            Optional<Long> start = Integers.of(view.items().get(1));
            if (start.isPresent() && start.get() >= 0) {
                return start.get();
            }
        }
        throw damaged(tensor, "its storage is a part of another, but which is not said");
    }

    private static WeightException damaged(String tensor, String what) {
        return new WeightException("damaged: tensor " + tensor + ": " + what);
    }
}
