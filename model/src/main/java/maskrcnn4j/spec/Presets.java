package maskrcnn4j.spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import tools.jackson.core.type.TypeReference;

/** The weight families that are known by name. */
public final class Presets {
    /** Tensors that every family has: one of them at least is in each file. */
    private static final Set<String> LANDMARKS =
            Set.of("backbone.stem.weight", "rpn.objectness.weight", "box.cls.weight");

    private static final Map<String, Family> ALL = new LinkedHashMap<>();

    /** What presets have in common. */
    private record Family(WeightNaming naming, Supplier<List<ModelCategory>> categories) {}

    static {
        add(
                Namings.detectron2(1),
                Presets::cocoCategories,
                "detectron2-r50-fpn",
                "detectron2-r101-fpn",
                "detectron2-x101-fpn");
        add(Namings.detectron2(2), Presets::cocoCategories, "detectron2-r50-fpn-lsj", "detectron2-r101-fpn-lsj");
        add(Namings.own(), Presets::cocoCategories, "light");
        add(new Mask2GoNaming(), Presets::cocoCategories, "mask2go");
        // The first of those that fit a Keras file equally well is taken: the file's own conventions.
        add(
                new MatterportNaming(),
                Presets::cocoCategories,
                "matterport-r50",
                "matterport-r101",
                "matterport-modern-r50",
                "matterport-modern-r101");
        add(Namings.torchvision(0), Presets::cocoIdsAsOutputs, "torchvision-v1");
        add(Namings.torchvision(4), Presets::cocoIdsAsOutputs, "torchvision-v2");
    }

    private Presets() {}

    private static void add(WeightNaming naming, Supplier<List<ModelCategory>> categories, String... names) {
        for (String name : names) {
            ALL.put(name, new Family(naming, categories));
        }
    }

    /** The names of all presets, sorted. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(ALL.keySet());
    }

    /**
     * The preset of a name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that exist
     */
    public static Preset named(String name) {
        Family family = ALL.get(name);
        if (family == null) {
            throw new IllegalArgumentException(
                    "preset '" + name + "' is unknown: choose one of " + String.join(", ", names()));
        }
        return new Preset(spec(name), family.categories().get(), family.naming());
    }

    /**
     * The preset whose model's tensors a weight file holds, by name and shape: at least half of them, so that a file in
     * which a few are missing is still known for what it is, and can be told what it lacks. Of several, that which misses
     * least of its own and leaves least of the file over: ResNet-50's tensors are all in a file for ResNet-101 too.
     */
    public static Optional<Preset> recognise(TensorSource weights) {
        return recognise(weights, naming -> naming);
    }

    /** The same, where the file's names are those of a naming changed in some way. */
    static Optional<Preset> recognise(TensorSource weights, UnaryOperator<WeightNaming> changed) {
        Optional<Preset> best = Optional.empty();
        double bestShare = 0;
        Map<WeightNaming, Found> looks = new HashMap<>();
        for (Map.Entry<String, Family> known : ALL.entrySet()) {
            WeightNaming naming = known.getValue().naming();
            Found found = looks.computeIfAbsent(naming, family -> Found.of(changed.apply(family), weights));
            if (Collections.disjoint(found.shapes().keySet(), LANDMARKS)) {
                continue; // and spare reading its spec
            }
            Preset preset = named(known.getKey());
            Match match = match(preset, found);
            if (match.ofExpected() >= 0.5 && match.shared() > bestShare) {
                best = Optional.of(preset);
                bestShare = match.shared();
            }
        }
        return best;
    }

    /**
     * How well a file fits a preset.
     *
     * @param ofExpected the share of the model's tensors that the file holds
     * @param shared what both have, as a share of what either has: 1 where nothing is missing and nothing unused
     */
    private record Match(double ofExpected, double shared) {}

    /**
     * A file through a naming.
     *
     * @param shapes of the tensors that have a name of ours
     * @param unknown how many have none
     */
    private record Found(Map<String, Shape> shapes, int unknown) {
        static Found of(WeightNaming naming, TensorSource weights) {
            Map<String, Shape> shapes = new HashMap<>();
            int unknown = 0;
            for (TensorInfo info : weights.tensors().values()) {
                if (naming.ignores(info.name())) {
                    continue;
                }
                Optional<WeightNaming.Renamed> renamed = naming.rename(info.name());
                if (renamed.isPresent()) {
                    // Another layout has another shape in the file: there the name has to do.
                    boolean same = renamed.get().layout() == WeightNaming.Layout.SAME;
                    shapes.put(renamed.get().name(), same ? info.shape() : Shape.of());
                } else {
                    unknown++;
                }
            }
            return new Found(shapes, unknown);
        }
    }

    private static Match match(Preset preset, Found file) {
        Map<String, Shape> found = file.shapes();
        Shape scores = found.getOrDefault("box.cls.weight", Shape.of());
        int outputs = scores.rank() == 2 ? (int) Math.max(2, Math.min(scores.size(0), 100_000)) : 2;
        Map<String, Shape> expected = ExpectedTensors.of(preset.spec(), outputs);
        int both = 0;
        for (Map.Entry<String, Shape> tensor : expected.entrySet()) {
            Shape shape = found.get(tensor.getKey());
            both += shape != null && (shape.rank() == 0 || shape.equals(tensor.getValue())) ? 1 : 0;
        }
        return new Match(
                (double) both / expected.size(),
                (double) both / (expected.size() + found.size() + file.unknown() - both));
    }

    /** The 80 categories of COCO with their ids 1 to 90, in increasing order of id. */
    public static List<ModelCategory> cocoCategories() {
        return SpecJson.read(resource("coco-categories.json"), new TypeReference<>() {}, "coco-categories.json");
    }

    /** COCO's categories where an output's number is the id: the ids that COCO does not use have outputs too. */
    static List<ModelCategory> cocoIdsAsOutputs() {
        List<ModelCategory> outputs = new ArrayList<>();
        for (ModelCategory category : cocoCategories()) {
            while (outputs.size() < category.id() - 1) {
                long id = outputs.size() + 1L;
                outputs.add(new ModelCategory(id, "unused " + id));
            }
            outputs.add(category);
        }
        return outputs;
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
