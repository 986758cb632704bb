package maskrcnn4j.testing.formula;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The weights of a network by formula: {@code *-weights.json}. */
public final class WeightTable {
    private final long constant;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Set<String> trainable = new java.util.LinkedHashSet<>();

    /**
     * A tensor of the table.
     *
     * @param shape its sizes
     * @param base the middle of its values
     * @param bound how far they go from it
     * @param checksum of its values
     */
    public record Entry(long[] shape, double base, double bound, Checksum32 checksum) {
        /** How many values it has. */
        public int count() {
            long count = 1;
            for (long size : shape) {
                count *= size;
            }
            return Math.toIntExact(count);
        }
    }

    private WeightTable(JsonNode root) {
        constant = FixtureFile.constant(root);
        root.path("tensors").properties().forEach(tensor -> {
            JsonNode node = tensor.getValue();
            if (!node.has("xor32")) {
                return; // counters of batches, which are 0
            }
            entries.put(
                    tensor.getKey(),
                    new Entry(
                            FixtureFile.longs(node.path("shape")),
                            node.path("base").asDouble(),
                            node.path("bound").asDouble(),
                            Checksum32.read(node)));
        });
        root.path("trainableInTrainingFixture").forEach(name -> trainable.add(name.asString()));
    }

    /** Reads a table. */
    public static WeightTable read(Path file) {
        return new WeightTable(FixtureFile.parse(file));
    }

    /** All tensors by their names in the state dict, in the file's order. */
    public Map<String, Entry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** The values of a tensor, row-major. */
    public float[] values(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("the table has no tensor " + name);
        }
        return new Stream64(name, constant).values(entry.count(), entry.base(), entry.bound());
    }

    /** The names of the tensors that the training fixtures train, in the file's order. */
    public List<String> trainable() {
        return List.copyOf(trainable);
    }
}
