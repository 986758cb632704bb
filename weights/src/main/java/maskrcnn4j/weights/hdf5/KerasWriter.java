package maskrcnn4j.weights.hdf5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.UnfinishedFile;
import maskrcnn4j.weights.WeightException;

/**
 * Writes Keras weight files ({@code .h5}) as {@code save_weights} of Keras 2 does: a group per layer with {@code
 * weight_names}, the layers listed in {@code layer_names}, contiguous little-endian tensors, in the earliest HDF5 format,
 * which every version of HDF5, h5py and Keras reads. The values come first: a file that was cut off has no structure.
 */
public final class KerasWriter {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int SUPERBLOCK_BYTES = 96;
    /** What Keras allows an attribute; longer lists are split. */
    private static final int ATTRIBUTE_BYTES = 64512;

    private final Map<String, Map<String, TensorInfo>> layers = new LinkedHashMap<>();
    private final Map<String, Long> addresses = new LinkedHashMap<>();

    private KerasWriter() {}

    /**
     * Writes a file under a temporary name and renames it.
     *
     * @param path where to; an existing file is replaced
     * @param tensors named {@code layer/.../weight:0}; layers and their weights are listed in this order
     * @param attributes text attributes of the root, such as {@code keras_version}
     * @throws WeightException if a name or type cannot be expressed
     * @throws IOException if reading the source or writing fails; nothing is left behind then
     */
    public static void write(Path path, TensorSource tensors, Map<String, String> attributes) throws IOException {
        KerasWriter writer = new KerasWriter();
        writer.plan(path, tensors);
        try (UnfinishedFile file = new UnfinishedFile(path)) {
            writer.write(file, tensors, attributes);
            file.finish();
        }
    }

    private void plan(Path path, TensorSource tensors) throws WeightException {
        long address = SUPERBLOCK_BYTES;
        for (TensorInfo info : tensors.tensors().values()) {
            int slash = info.name().indexOf('/');
            if (slash < 1 || info.name().endsWith("/") || info.name().contains("//")) {
                throw new WeightException(path + ": " + info.name() + " is not named layer/weight, as Keras needs it");
            }
            if (!info.type().isFloatingPoint() || info.type().name().equals("BF16")) {
                throw new WeightException(path + ": " + info.name() + " is " + info.type()
                        + "; only F16, F32 and F64 can be written to HDF5");
            }
            layers.computeIfAbsent(info.name().substring(0, slash), layer -> new LinkedHashMap<>())
                    .put(info.name().substring(slash + 1), info);
            addresses.put(info.name(), address);
            address += (info.byteSize() + 7) / 8 * 8;
        }
    }

    private void write(UnfinishedFile file, TensorSource tensors, Map<String, String> attributes) throws IOException {
        for (TensorInfo info : tensors.tensors().values()) {
            file.channel().position(addresses.get(info.name()));
            file.write(tensors, info);
        }
        long start = (Math.max(SUPERBLOCK_BYTES, file.channel().position()) + 7) / 8 * 8;
        Hdf5Structure structure = new Hdf5Structure(start, layers.size());
        Map<String, Hdf5Structure.Place> groups = new LinkedHashMap<>();
        layers.forEach((layer, weights) -> groups.put(layer, layer(structure, weights)));
        Hdf5Messages root = new Hdf5Messages();
        names(root, "layer_names", List.copyOf(layers.keySet()));
        attributes.forEach(root::attribute);
        Hdf5Structure.Place place = structure.group(groups, root);
        byte[] bytes = structure.toArray();
        file.channel().position(start);
        file.write(ByteBuffer.wrap(bytes));
        file.channel().position(0);
        file.write(ByteBuffer.wrap(superblock(structure, place, start + bytes.length)));
    }

    private Hdf5Structure.Place layer(Hdf5Structure structure, Map<String, TensorInfo> weights) {
        Hdf5Messages attributes = new Hdf5Messages();
        names(attributes, "weight_names", List.copyOf(weights.keySet()));
        return structure.group(members(structure, weights), attributes);
    }

    /** Slashes in names nest groups. */
    private Map<String, Hdf5Structure.Place> members(Hdf5Structure structure, Map<String, TensorInfo> weights) {
        Map<String, Hdf5Structure.Place> members = new LinkedHashMap<>();
        Map<String, Map<String, TensorInfo>> inner = new LinkedHashMap<>();
        weights.forEach((name, info) -> {
            int slash = name.indexOf('/');
            if (slash < 0) {
                members.put(
                        name,
                        structure.tensor(new Hdf5Messages()
                                .tensor(info.type(), info.shape(), addresses.get(info.name()), info.byteSize())));
            } else {
                inner.computeIfAbsent(name.substring(0, slash), group -> new LinkedHashMap<>())
                        .put(name.substring(slash + 1), info);
            }
        });
        inner.forEach(
                (name, parts) -> members.put(name, structure.group(members(structure, parts), new Hdf5Messages())));
        return members;
    }

    private static void names(Hdf5Messages messages, String list, List<String> names) {
        int width = Math.max(1, Hdf5Messages.width(names));
        int each = Math.max(1, ATTRIBUTE_BYTES / width);
        if (names.size() <= each) {
            messages.attribute(list, names);
            return;
        }
        int part = 0;
        for (int from = 0; from < names.size(); from += each) {
            messages.attribute(
                    list + part++, new ArrayList<>(names.subList(from, Math.min(names.size(), from + each))));
        }
    }

    private static byte[] superblock(Hdf5Structure structure, Hdf5Structure.Place root, long end) {
        return new Hdf5Bytes()
                .put(SIGNATURE)
                .u8(0, 0, 0, 0, 0, 8, 8, 0)
                .u16(structure.leafK())
                .u16(Hdf5Structure.INTERNAL_K)
                .u32(0)
                .u64(0, Hdf5Bytes.UNDEFINED, end, Hdf5Bytes.UNDEFINED)
                .put(Hdf5Structure.entry(0, root))
                .toArray();
    }
}
