package maskrcnn4j.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import maskrcnn4j.weights.TensorSource;
import tools.jackson.core.type.TypeReference;

/** The weight families that are known by name. */
public final class Presets {
    private static final Map<String, Supplier<Preset>> ALL =
            new TreeMap<>(Map.of("mask2go", () -> new Preset(spec("mask2go"), cocoCategories(), new Mask2GoNaming())));

    private Presets() {}

    /** The names of all presets, sorted. */
    public static Set<String> names() {
        return ALL.keySet();
    }

    /**
     * The preset of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that exist
     */
    public static Preset named(String name) {
        Supplier<Preset> preset = ALL.get(name);
        if (preset == null) {
            throw new IllegalArgumentException(
                    "preset '" + name + "' is unknown: choose one of " + String.join(", ", names()));
        }
        return preset.get();
    }

    /**
     * The preset whose naming finds most of its model's tensors in a weight file, at least half of them: a file in which a
     * few are missing is still known for what it is, and can be told what it lacks.
     */
    public static Optional<Preset> recognise(TensorSource weights) {
        Optional<Preset> best = Optional.empty();
        double bestShare = 0.5;
        for (String name : names()) {
            Preset preset = named(name);
            Set<String> found = weights.tensors().keySet().stream()
                    .flatMap(theirs -> preset.naming().rename(theirs).stream())
                    .map(WeightNaming.Renamed::name)
                    .collect(Collectors.toSet());
            Set<String> expected = ExpectedTensors.of(preset.spec(), 1).keySet();
            double share = (double) expected.stream().filter(found::contains).count() / expected.size();
            if (share >= bestShare) {
                best = Optional.of(preset);
                bestShare = share;
            }
        }
        return best;
    }

    /** The 80 categories of COCO with their ids 1 to 90, in increasing order of id. */
    public static List<ModelCategory> cocoCategories() {
        return SpecJson.read(resource("coco-categories.json"), new TypeReference<>() {}, "coco-categories.json");
    }

    private static ModelSpec spec(String name) {
        return SpecJson.read(resource(name + ".json"), ModelSpec.class, name + ".json");
    }

    private static String resource(String name) {
        try (InputStream in = Presets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing from the model module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
