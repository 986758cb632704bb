package maskrcnn4j.spec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Batch norms as they work when nothing is learned: by their running statistics, which do not change. */
public final class FrozenNorms {
    private FrozenNorms() {}

    /** A spec whose batch norms are all frozen; its tensors are the same. */
    public static ModelSpec in(ModelSpec spec) {
        ObjectNode tree = SpecJson.mapper().valueToTree(spec);
        freeze(tree);
        return SpecJson.read(tree.toString(), ModelSpec.class, "spec with frozen norms");
    }

    private static void freeze(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("momentum") && object.has("kind")) {
            if (object.get("kind").asString().equals(NormSpec.Kind.BATCH.name())) {
                object.put("kind", NormSpec.Kind.FROZEN_BATCH.name());
            }
        }
        node.forEach(FrozenNorms::freeze);
    }
}
