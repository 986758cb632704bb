package maskrcnn4j.weights.numpy;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.pickle.Integers;
import maskrcnn4j.weights.pickle.PickleBytes;
import maskrcnn4j.weights.pickle.PickleGlobal;
import maskrcnn4j.weights.pickle.PickleObject;
import maskrcnn4j.weights.pickle.PickleTuple;
import maskrcnn4j.weights.pickle.StateDict;
import maskrcnn4j.weights.storage.Storage;
import maskrcnn4j.weights.storage.TensorView;

/**
 * Knows the arrays and scalars of NumPy by what their pickles call: {@code _reconstruct} and a state (protocols up to 4),
 * {@code _frombuffer} (protocol 5), {@code scalar}.
 */
final class PickledArrays implements StateDict.Decoder {
    private static final Set<String> MODULES =
            Set.of("numpy.core.multiarray", "numpy._core.multiarray", "numpy.core.numeric", "numpy._core.numeric");

    @Override
    public Optional<TensorView> tensor(String name, Object value) throws IOException {
        if (!(value instanceof PickleObject object) || !(object.maker() instanceof PickleGlobal maker)) {
            return Optional.empty();
        }
        if (maker.module().equals("torch._utils")) {
            throw new WeightException(
                    "tensor " + name + " is one of PyTorch in a plain pickle: write it with torch.save");
        }
        if (!MODULES.contains(maker.module())) {
            return Optional.empty();
        }
        return switch (maker.name()) {
            case "_reconstruct" -> Optional.of(reconstructed(name, object.state()));
            case "_frombuffer" -> Optional.of(fromBuffer(name, object));
            case "scalar" -> Optional.of(scalar(name, object));
            default -> Optional.empty();
        };
    }

    /** The state is (version, shape, dtype, whether Fortran-ordered, bytes); the oldest have no version. */
    private static TensorView reconstructed(String name, Object state) throws IOException {
        if (!(state instanceof PickleTuple tuple)
                || tuple.items().size() < 4
                || tuple.items().size() > 5) {
            throw damaged(name, "its array has no state");
        }
        int first = tuple.items().size() - 4;
        return view(
                name,
                tuple.items().get(first),
                tuple.items().get(first + 1),
                isTrue(tuple.items().get(first + 2)),
                tuple.items().get(first + 3));
    }

    /** The arguments are (bytes, dtype, shape, order). */
    private static TensorView fromBuffer(String name, PickleObject made) throws IOException {
        if (made.arguments().items().size() != 4) {
            throw damaged(name, "its array is not made of bytes, type, shape and order");
        }
        boolean fortran = made.argument(3)
                .flatMap(PickleBytes::textOf)
                .filter("F"::equals)
                .isPresent();
        return view(
                name,
                made.arguments().items().get(2),
                made.arguments().items().get(1),
                fortran,
                made.arguments().items().get(0));
    }

    /** The arguments are (dtype, bytes). */
    private static TensorView scalar(String name, PickleObject made) throws IOException {
        if (made.arguments().items().size() != 2) {
            throw damaged(name, "its number is not made of type and bytes");
        }
        return view(
                name,
                new long[0],
                made.arguments().items().get(0),
                false,
                made.arguments().items().get(1));
    }

    private static TensorView view(String name, Object shape, Object dtype, boolean fortran, Object bytes)
            throws IOException {
        long[] sizes = Integers.listOf(shape).orElseThrow(() -> damaged(name, "its array has no shape"));
        return view(name, sizes, dtype, fortran, bytes);
    }

    private static TensorView view(String name, long[] sizes, Object dtype, boolean fortran, Object bytes)
            throws IOException {
        if (!ElementKind.isOne(dtype)) {
            throw damaged(name, "its array has no element type");
        }
        ElementKind kind = ElementKind.of(name, dtype);
        TensorInfo info;
        try {
            info = new TensorInfo(name, kind.type(), Shape.of(sizes));
        } catch (IllegalArgumentException e) {
            throw damaged(name, e.getMessage());
        }
        Storage storage =
                PickleBytes.bytesOf(encoded(bytes)).orElseThrow(() -> damaged(name, "its array has no bytes"));
        if (storage.size() != info.byteSize()) {
            throw damaged(
                    name,
                    info.type() + " " + info.shape() + " takes " + info.byteSize() + " bytes, there are "
                            + storage.size());
        }
        long[] strides = fortran ? TensorView.columnMajor(info.shape()) : TensorView.rowMajor(info.shape());
        return TensorView.of(info, storage, 0, strides, kind.order());
    }

    /** Python 3 writes byte strings in protocol 2 as {@code _codecs.encode(text, "latin1")}; empty ones as {@code bytes()}. */
    private static Object encoded(Object bytes) {
        if (bytes instanceof PickleObject object) {
            if (object.isMadeBy("_codecs", "encode")) {
                return object.argument(0).orElse(bytes);
            }
            if (object.maker() instanceof PickleGlobal type
                    && (type.name().equals("bytes") || type.name().equals("bytearray"))) {
                return object.argument(0).orElse("");
            }
        }
        return bytes;
    }

    private static boolean isTrue(Object value) {
        return Boolean.TRUE.equals(value) || Long.valueOf(1).equals(value);
    }

    private static WeightException damaged(String tensor, String what) {
        return new WeightException("damaged: tensor " + tensor + ": " + what);
    }
}
