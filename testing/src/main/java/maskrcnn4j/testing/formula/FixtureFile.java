package maskrcnn4j.testing.formula;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import maskrcnn4j.testing.Shared;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One file of fixtures. */
public final class FixtureFile {
    private static final String TORCHVISION = "fixtures/torchvision";
    private static final String DETECTRON2 = "fixtures/detectron2";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path path;
    private final JsonNode root;

    private FixtureFile(Path path) {
        this.path = path;
        this.root = parse(path);
    }

    /** Reads a file. */
    public static FixtureFile read(Path path) {
        return new FixtureFile(path);
    }

    /**
     * The files of a shared folder whose name ends so, sorted; skips the calling test when there is none.
     *
     * @param folder for example {@code fixtures/torchvision}
     * @param ending for example {@code -inference.json}
     */
    public static List<Path> list(String folder, String ending) {
        List<Path> files = endingWith(Shared.require(folder), ending);
        if (files.isEmpty()) {
            Shared.skip(folder + "/*" + ending);
        }
        return files;
    }

    /**
     * The files of both families whose name ends so; what one family lacks is told, and the calling test is skipped when
     * both lack it.
     *
     * @param ending for example {@code -inference.json}
     */
    public static List<Path> ofBothFamilies(String ending) {
        return ofBothFamilies(ending, ending);
    }

    /**
     * The files of both families where their names differ; see {@link #ofBothFamilies(String)}.
     *
     * @param torchvision for example {@code op-box-coder.json}
     * @param detectron2 for example {@code op-box-transform.json}
     */
    public static List<Path> ofBothFamilies(String torchvision, String detectron2) {
        List<Path> files = new ArrayList<>();
        try {
            files.addAll(list(TORCHVISION, torchvision));
        } catch (TestAbortedException told) {
            return list(DETECTRON2, detectron2);
        }
        try {
            files.addAll(list(DETECTRON2, detectron2));
        } catch (TestAbortedException told) {
            return files;
        }
        return files;
    }

    /** The files of both families that record a training; skips the calling test when there is none. */
    public static List<Path> trainings() {
        List<Path> files = ofBothFamilies(".json").stream()
                .filter(path -> path.getFileName().toString().matches(".*-training(-(?!weights)\\w+)?\\.json"))
                .toList();
        if (files.isEmpty()) {
            Shared.skip("fixtures/*/*-training.json");
        }
        return files;
    }

    private static List<Path> endingWith(Path folder, String ending) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The name of the file. */
    public String name() {
        return path.getFileName().toString();
    }

    /** Everything in it. */
    public JsonNode root() {
        return root;
    }

    /** The numbers in force. */
    public JsonNode settings() {
        return root.path("settings");
    }

    /** What the words of all its streams are made with. */
    public long constant() {
        return constant(root);
    }

    /**
     * The table of weights that it names; else that of the inference file whose name begins like its own, else that whose
     * name does.
     */
    public WeightTable weights() {
        if (root.has("weights")) {
            return WeightTable.read(path.resolveSibling(root.path("weights").asString()));
        }
        String beginning = name().substring(0, name().lastIndexOf('-'));
        Path inference = path.resolveSibling(beginning + "-inference.json");
        String table = beginning + "-weights.json";
        return WeightTable.read(path.resolveSibling(
                Files.exists(inference) ? parse(inference).path("weights").asString(table) : table));
    }

    /** The pictures of the batch. */
    public List<PaintedPicture> pictures() {
        List<PaintedPicture> pictures = new ArrayList<>();
        root.path("images").forEach(image -> pictures.add(PaintedPicture.read(image, constant())));
        return pictures;
    }

    /** A picture that stands anywhere in this file. */
    public PaintedPicture picture(JsonNode image) {
        return PaintedPicture.read(image, constant());
    }

    /** The names of the recorded stages, in order. */
    public List<String> stages() {
        return root.path("stages").properties().stream().map(Map.Entry::getKey).toList();
    }

    /** Whether a stage is recorded. */
    public boolean hasStage(String name) {
        return root.path("stages").has(name);
    }

    /** A recorded stage. */
    public Recorded stage(String name) {
        JsonNode stage = root.path("stages").path(name);
        if (stage.isMissingNode()) {
            throw new IllegalArgumentException(name() + " has no stage " + name);
        }
        return new Recorded(name, stage);
    }

    /** A recorded tensor anywhere in a file. */
    public static Recorded recorded(String name, JsonNode node) {
        return new Recorded(name, node);
    }

    /**
     * The values of an input that is given as {@code {"formula", "shape", "base", "bound"}}.
     *
     * @param input where it stands in this file
     */
    public float[] formula(JsonNode input) {
        long count = 1;
        for (long size : longs(input.path("shape"))) {
            count *= size;
        }
        return new Stream64(input.path("formula").asString(), constant())
                .values(
                        Math.toIntExact(count),
                        input.path("base").asDouble(),
                        input.path("bound").asDouble());
    }

    /** Reads a JSON file. */
    public static JsonNode parse(Path path) {
        return MAPPER.readTree(path.toFile());
    }

    /** A list of integers. */
    public static long[] longs(JsonNode list) {
        long[] values = new long[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).asLong();
        }
        return values;
    }

    /** A list of numbers, nested or not, flat; {@code null} becomes NaN. */
    public static double[] doubles(JsonNode list) {
        List<JsonNode> leaves = new ArrayList<>();
        collect(list, leaves);
        double[] values = new double[leaves.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode leaf = leaves.get(i);
            values[i] = leaf.isNull() ? Double.NaN : leaf.isBoolean() ? (leaf.asBoolean() ? 1 : 0) : leaf.asDouble();
        }
        return values;
    }

    /** A list of numbers in single precision; see {@link #doubles}. */
    public static float[] floats(JsonNode list) {
        double[] values = doubles(list);
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static void collect(JsonNode node, List<JsonNode> leaves) {
        if (node.isArray()) {
            node.forEach(child -> collect(child, leaves));
        } else {
            leaves.add(node);
        }
    }

    static long constant(JsonNode root) {
        return Long.parseUnsignedLong(root.path("constant").asString(), 16);
    }

    @Override
    public String toString() {
        return path.getParent().getFileName() + "/" + name();
    }
}
