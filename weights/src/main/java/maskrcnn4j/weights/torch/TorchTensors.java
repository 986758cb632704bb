package maskrcnn4j.weights.torch;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.pickle.Integers;
import maskrcnn4j.weights.pickle.PickleGlobal;
import maskrcnn4j.weights.pickle.PickleObject;
import maskrcnn4j.weights.pickle.PickleTuple;
import maskrcnn4j.weights.pickle.StateDict;
import maskrcnn4j.weights.storage.Storage;
import maskrcnn4j.weights.storage.TensorView;

/** Knows tensors of PyTorch by what their pickles call: {@code torch._utils._rebuild_tensor_v2} and its relatives. */
final class TorchTensors implements StateDict.Decoder {
    private static final Set<String> REBUILD = Set.of("_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_tensor_v3");
    private static final Set<String> REBUILD_PARAMETER = Set.of("_rebuild_parameter", "_rebuild_parameter_with_state");

    private final Storages storages;
    private final ByteOrder order;

    /** Finds the bytes of a storage. */
    @FunctionalInterface
    interface Storages {
        /**
         * The bytes that a reference names.
         *
         * @throws WeightException if there are none, or not as many as it says
         */
        Storage find(String tensor, StorageReference reference) throws IOException;
    }

    TorchTensors(Storages storages, ByteOrder order) {
        this.storages = storages;
        this.order = order;
    }

    @Override
    public Optional<TensorView> tensor(String name, Object value) throws IOException {
        Object inner = value;
        // A parameter is a tensor in a wrapper; two wrappers are more than PyTorch ever makes.
        for (int i = 0; i < 2 && inner instanceof PickleObject wrapper && isParameter(wrapper); i++) {
            inner = wrapper.argument(0).orElse(value);
        }
        if (!(inner instanceof PickleObject object) || !(object.maker() instanceof PickleGlobal maker)) {
            return Optional.empty();
        }
        if (maker.module().equals("torch._tensor") && maker.name().equals("_rebuild_from_type_v2")) {
            return object.argument(0).isPresent()
                            && object.argument(0).get() instanceof PickleGlobal rebuild
                            && object.argument(2).isPresent()
                            && object.argument(2).get() instanceof PickleTuple arguments
                    ? rebuilt(name, rebuild, arguments)
                    : Optional.empty();
        }
        return rebuilt(name, maker, object.arguments());
    }

    private static boolean isParameter(PickleObject object) {
        return object.maker() instanceof PickleGlobal maker
                && (maker.module().equals("torch._utils") && REBUILD_PARAMETER.contains(maker.name())
                        || maker.equals(new PickleGlobal("torch.nn.parameter", "Parameter")));
    }

    private Optional<TensorView> rebuilt(String name, PickleGlobal maker, PickleTuple arguments) throws IOException {
        if (!maker.module().equals("torch._utils") || !maker.name().startsWith("_rebuild_")) {
            return Optional.empty();
        }
        if (!REBUILD.contains(maker.name())) {
            throw new WeightException("tensor " + name + " is of a kind that is not supported ("
                    + (maker.name().matches("\\w{1,60}") ? maker.name() : "unknown") + ")");
        }
        if (arguments.items().size() < 4) {
            throw damaged(name, "its storage, offset, size and stride are not given");
        }
        StorageReference reference = StorageReference.of(name, arguments.items().get(0));
        Optional<Long> offset = Integers.of(arguments.items().get(1));
        Optional<long[]> size = Integers.listOf(arguments.items().get(2));
        Optional<long[]> stride = Integers.listOf(arguments.items().get(3));
        if (offset.isEmpty() || size.isEmpty() || stride.isEmpty()) {
            throw damaged(name, "its offset, size or stride is no number");
        }
        TensorType type = maker.name().equals("_rebuild_tensor_v3") ? elementType(name, arguments) : reference.type();
        TensorInfo info;
        try {
            info = new TensorInfo(name, type, Shape.of(size.get()));
        } catch (IllegalArgumentException e) {
            throw damaged(name, e.getMessage());
        }
        long start;
        try {
            start = Math.addExact(
                    Math.multiplyExact(offset.get(), type.bytes()),
                    Math.multiplyExact(reference.start(), reference.type().bytes()));
        } catch (ArithmeticException e) {
            throw damaged(name, "offset " + offset.get() + " is further than can be counted");
        }
        Storage storage = storages.find(name, reference);
        return Optional.of(TensorView.of(info, storage, start, stride.get(), order));
    }

    /** Types that have no storage class of their own are said in the seventh argument. */
    private static TensorType elementType(String name, PickleTuple arguments) throws WeightException {
        if (arguments.items().size() > 6
                && arguments.items().get(6) instanceof PickleGlobal type
                && type.module().equals("torch")) {
            Optional<TensorType> known = TorchTypes.ofType(type.name());
            if (known.isPresent()) {
                return known.get();
            }
        }
        throw new WeightException("tensor " + name + " has an element type that is not supported");
    }

    private static WeightException damaged(String tensor, String what) {
        return new WeightException("damaged: tensor " + tensor + ": " + what);
    }
}
