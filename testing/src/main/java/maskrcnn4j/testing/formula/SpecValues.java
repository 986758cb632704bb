package maskrcnn4j.testing.formula;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Values of a fixture's file by the paths of our specs, in JSON's notation, as {@code --set} takes them. */
final class SpecValues {
    private final JsonNode settings;
    private final Map<String, String> values = new LinkedHashMap<>();

    SpecValues(JsonNode settings) {
        this.settings = settings;
    }

    /** A value that the file says in other words. */
    SpecValues put(String ours, String value) {
        values.put(ours, value);
        return this;
    }

    /** A value of the file, by the names that lead to it. */
    SpecValues take(String ours, String... theirs) {
        JsonNode node = settings;
        for (String name : theirs) {
            node = node.path(name);
        }
        return put(ours, node.toString());
    }

    /** Sizes of RoIAlign in both heads. */
    SpecValues takePools() {
        for (String head : List.of("box", "mask")) {
            take(head + "Head.roiAlign.size", head + "Pool", "size");
            take(head + "Head.roiAlign.samplesPerBin", head + "Pool", "samplingRatio");
        }
        return this;
    }

    Map<String, String> values() {
        return values;
    }
}
