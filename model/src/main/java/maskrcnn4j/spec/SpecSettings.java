package maskrcnn4j.spec;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes single values of a spec by their path. */
public final class SpecSettings {
    private SpecSettings() {}

    /**
     * A spec with other values.
     *
     * @param settings paths such as {@code detections.scoreThreshold} and values in JSON's notation
     * @throws IllegalArgumentException if a path names nothing or a value does not fit; the message says what would
     */
    public static ModelSpec apply(ModelSpec spec, Map<String, String> settings) {
        if (settings.isEmpty()) {
            return spec;
        }
        ObjectNode tree = SpecJson.mapper().valueToTree(spec);
        settings.forEach((path, value) -> set(tree, path, value));
        return SpecJson.read(tree.toString(), ModelSpec.class, "--set " + settings);
    }

    private static void set(ObjectNode tree, String path, String value) {
        JsonNode parent = tree;
        String[] steps = path.split("\\.");
        for (int i = 0; i < steps.length; i++) {
            if (!(parent instanceof ObjectNode object) || !object.has(steps[i])) {
                String known =
                        parent instanceof ObjectNode object ? String.join(", ", object.propertyNames()) : "nothing";
                throw new IllegalArgumentException(
                        "--set " + path + ": there is no '" + steps[i] + "' here, there is " + known);
            }
            if (i == steps.length - 1) {
                object.set(steps[i], parse(path, value, object.get(steps[i])));
            }
            parent = object.get(steps[i]);
        }
    }

    private static JsonNode parse(String path, String value, JsonNode old) {
        try {
            JsonNode parsed = SpecJson.mapper().readTree(old.isString() ? '"' + value + '"' : value);
            if (parsed.getNodeType() == old.getNodeType()) {
                return parsed;
            }
        } catch (JacksonException notJson) {
            // said below
        }
        throw new IllegalArgumentException(
                "--set " + path + "=" + value + ": the value must be of the kind of what stands there now, " + old);
    }
}
