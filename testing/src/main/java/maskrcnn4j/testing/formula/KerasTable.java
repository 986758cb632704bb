package maskrcnn4j.testing.formula;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The weights of Matterport's network by formula, by their paths in a Keras file: {@code weights-*.json} of its fixtures. */
public final class KerasTable {
    private static final Set<String> OF_CLASSES = Set.of("mrcnn_class_logits", "mrcnn_bbox_fc", "mrcnn_mask");

    private final long constant;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * A tensor.
     *
     * @param shape its sizes in the file's layout
     * @param base what its values lie around
     * @param bound how far from it
     * @param crc32 of its values in the table's own set, for as many classes as it was written for
     */
    public record Entry(long[] shape, double base, double bound, String crc32) {}

    private KerasTable(long constant) {
        this.constant = constant;
    }

    /** Reads a table. */
    public static KerasTable read(Path file) {
        JsonNode root = FixtureFile.parse(file);
        return of(root, root.path("classes").asInt());
    }

    /** Reads a table, for another number of classes (the background included) than it was written for. */
    public static KerasTable read(Path file, int classes) {
        return of(FixtureFile.parse(file), classes);
    }

    private static KerasTable of(JsonNode root, int classes) {
        KerasTable table = new KerasTable(FixtureFile.constant(root));
        int written = root.path("classes").asInt();
        for (JsonNode tensor : root.path("tensors")) {
            long[] shape = FixtureFile.longs(tensor.path("shape"));
            if (OF_CLASSES.contains(tensor.path("group").asString())) {
                shape[shape.length - 1] = shape[shape.length - 1] / written * classes;
            }
            table.entries.put(
                    tensor.path("name").asString(),
                    new Entry(
                            shape,
                            tensor.path("base").asDouble(),
                            tensor.path("bound").asDouble(),
                            tensor.path("crc32").asString("")));
        }
        return table;
    }

    /** All tensors by their paths, in the file's order. */
    public Map<String, Entry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** The values of a tensor, row-major. */
    public float[] values(String name) {
        return values(name, constant);
    }

    /** The values of a tensor in the set of another constant. */
    public float[] values(String name, long otherConstant) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("the table has no tensor " + name);
        }
        long count = 1;
        for (long size : entry.shape()) {
            count *= size;
        }
        return new Stream64(name, otherConstant).values(Math.toIntExact(count), entry.base(), entry.bound());
    }
}
