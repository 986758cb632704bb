package maskrcnn4j.spec;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a user says about a weight file that the file does not say itself, or wants otherwise.
 *
 * @param preset the weight family, where the file's tensors do not tell
 * @param classes a text file with one class name a line, in the order of the outputs after the background
 * @param settings values of the spec by their path, for example {@code detections.scoreThreshold} to {@code 0.1}
 */
public record ModelOptions(Optional<String> preset, Optional<Path> classes, Map<String, String> settings) {
    /** Nothing said. */
    public static final ModelOptions NONE = new ModelOptions(Optional.empty(), Optional.empty(), Map.of());

    /** Takes the map as it is now. */
    public ModelOptions {
        settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
