package maskrcnn4j.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/**
 * What a checkpoint says of itself, in the text entries of its safetensors file.
 *
 * @param spec parts and conventions
 * @param categories the classes, in the order of the outputs after the background
 * @param provenance where the weights come from: source, data, settings, versions
 */
public record Checkpoint(ModelSpec spec, List<ModelCategory> categories, Map<String, String> provenance) {
    private static final String SPEC = "maskrcnn4j.spec";
    private static final String CATEGORIES = "maskrcnn4j.categories";
    private static final String PROVENANCE = "maskrcnn4j.provenance";

    /** Takes the collections as they are now. */
    public Checkpoint {
        categories = List.copyOf(categories);
        provenance = Map.copyOf(provenance);
    }

    /** Whether text entries are those of a checkpoint of ours. */
    public static boolean isIn(Map<String, String> metadata) {
        return metadata.containsKey(SPEC);
    }

    /** As text entries for a safetensors file. */
    public Map<String, String> toMetadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(SPEC, SpecJson.write(spec));
        metadata.put(CATEGORIES, SpecJson.write(categories));
        metadata.put(PROVENANCE, SpecJson.write(new java.util.TreeMap<>(provenance)));
        return metadata;
    }

    /**
     * Reads text entries.
     *
     * @throws IllegalArgumentException if an entry is missing or cannot be read; the message names it
     */
    public static Checkpoint fromMetadata(Map<String, String> metadata) {
        return new Checkpoint(
                SpecJson.read(entry(metadata, SPEC), ModelSpec.class, SPEC),
                SpecJson.read(entry(metadata, CATEGORIES), new TypeReference<List<ModelCategory>>() {}, CATEGORIES),
                SpecJson.read(entry(metadata, PROVENANCE), new TypeReference<Map<String, String>>() {}, PROVENANCE));
    }

    private static String entry(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException("the entry " + key + " is missing");
        }
        return value;
    }
}
