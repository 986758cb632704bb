package maskrcnn4j.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.write.AnnotationFormats;
import maskrcnn4j.dataset.write.AnnotationWriter;
import maskrcnn4j.dataset.write.OutputObject;
import maskrcnn4j.dataset.write.OutputPicture;
import maskrcnn4j.dataset.write.PictureTransfer;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Polygons;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.Preset;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.RenamedTensors;
import maskrcnn4j.testing.formula.Detectron2Settings;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.PaintedObject;
import maskrcnn4j.testing.formula.PaintedPicture;
import maskrcnn4j.testing.formula.TorchvisionSettings;
import maskrcnn4j.testing.formula.WeightTable;
import maskrcnn4j.training.augment.AugmentSpec;
import maskrcnn4j.training.loader.BatchOrder;
import maskrcnn4j.training.loader.Examples;
import maskrcnn4j.training.loader.LoaderSpec;
import maskrcnn4j.training.optimizer.OptimizerSpec;
import maskrcnn4j.training.schedule.LayerGroups;
import maskrcnn4j.training.schedule.ScheduleSpec;
import maskrcnn4j.training.schedule.TrainingStage;
import maskrcnn4j.training.setting.Changed;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;
import tools.jackson.databind.JsonNode;

/** What a training file of the fixtures says, as a user would say it: a data set, a weight file, a configuration. */
final class FixtureTraining {
    private final FixtureFile file;
    private final Path folder;
    private final Preset family;
    private final NamedTensors theirs;

    /** The names of the reference's tensors by ours. */
    final Map<String, String> names = new LinkedHashMap<>();

    final TensorSource ours;

    FixtureTraining(FixtureFile file, Path folder) throws IOException {
        this.file = file;
        this.folder = folder;
        theirs = formula(file.weights());
        family = Presets.recognise(theirs).orElseThrow();
        for (String name : theirs.tensors().keySet()) {
            family.naming().rename(name).ifPresent(renamed -> names.put(renamed.name(), name));
        }
        ours = new RenamedTensors(theirs, family.naming());
    }

    private static NamedTensors formula(WeightTable table) {
        NamedTensors.Builder tensors = NamedTensors.builder();
        table.entries().forEach((name, entry) -> tensors.add(name, Shape.of(entry.shape()), table.values(name)));
        return tensors.build();
    }

    private List<Category> categories() {
        int classes = file.settings().path("numClasses").asInt();
        int last = torchvision() ? classes - 1 : classes; // torchvision counts the background
        List<Category> categories = new ArrayList<>();
        for (int label = 1; label <= last; label++) {
            categories.add(new Category(label, "class " + label));
        }
        return categories;
    }

    /** Writes the weights as a model of ours with the file's classes. */
    Path weights() throws IOException {
        List<ModelCategory> categories = categories().stream()
                .map(category -> new ModelCategory(category.id(), category.name()))
                .toList();
        Path weights = folder.resolve("weights.safetensors");
        SafetensorsWriter.write(weights, ours, new Checkpoint(family.spec(), categories, Map.of()).toMetadata());
        return weights;
    }

    /**
     * Writes the pictures as a data set in COCO's format.
     *
     * @param without the picture whose objects are left out; empty for none
     */
    Path data(String name, String without) throws IOException {
        Path data = folder.resolve(name);
        try (AnnotationWriter writer = AnnotationFormats.open(
                "coco", data, categories(), PictureTransfer.NONE, new maskrcnn4j.dataset.write.Losses())) {
            writer.begin("train");
            int id = 1;
            for (PaintedPicture picture : file.pictures()) {
                Path image = data.resolve("images").resolve(picture.name() + ".png");
                Images.write(Image.ofRgb(picture.width(), picture.height(), picture.rgb()), image);
                List<OutputObject> objects = picture.name().equals(without) ? List.of() : objects(picture);
                writer.add(new OutputPicture(
                        id++, image, picture.name() + ".png", picture.width(), picture.height(), objects));
            }
            writer.finish();
        }
        return data;
    }

    private List<OutputObject> objects(PaintedPicture picture) {
        List<OutputObject> objects = new ArrayList<>();
        int height = picture.height();
        int width = picture.width();
        boolean drawn = file.root().path("maskFormat").asString("").equals("polygon");
        for (PaintedObject object : picture.objects()) {
            List<double[]> outlines = drawn ? List.of(object.polygon()) : List.of();
            Rle pixels = drawn
                    ? Polygons.rasterize(height, width, outlines)
                    : Rle.fromBitmap(height, width, object.bitmap(height, width));
            objects.add(new OutputObject(
                    categories().get(object.label() - 1),
                    pixels,
                    outlines,
                    box(object, height, width),
                    pixels.area(),
                    false,
                    OptionalDouble.empty()));
        }
        return objects;
    }

    private Box box(PaintedObject object, int height, int width) {
        if (torchvision()) {
            int[] box = object.maskBox(height, width);
            return new Box(box[0], box[1], box[2], box[3]);
        }
        double[] box = object.ellipseBox();
        return new Box(box[0], box[1], box[2], box[3]);
    }

    private boolean torchvision() {
        return TorchvisionSettings.are(file.settings());
    }

    /** The configuration for some epochs of these data. */
    TrainingConfig config(Path data, Path weights, int batch, int epochs, long seed) {
        TrainingSettings settings = settings(batch, epochs, seed);
        return new TrainingConfig(
                data.toString(), "", "", "", "", "", weights.toString(), "", model(), "auto", List.of(), settings);
    }

    private TrainingSettings settings(int batch, int epochs, long seed) {
        JsonNode optimizer = file.root().path("optimizer");
        OptimizerSpec sgd = new OptimizerSpec(
                OptimizerSpec.Kind.SGD,
                optimizer.path("momentum").asDouble(),
                optimizer.path("nesterov").asBoolean(),
                0.9,
                0.999,
                1e-8,
                optimizer.path("weightDecay").asDouble(),
                true,
                true,
                1,
                0,
                1,
                0);
        return Changed.of(
                TinyTraining.settings(1, 0, 0),
                Map.of(
                        "seed",
                        seed,
                        "stages",
                        List.of(new TrainingStage(
                                "all", epochs, optimizer.path("learningRate").asDouble())),
                        "frozenStages",
                        frozenStages(),
                        "schedule",
                        new ScheduleSpec(ScheduleSpec.Kind.CONSTANT, 0, 1, List.of(), 1, 1),
                        "optimizer",
                        sgd,
                        "loader",
                        loader(batch),
                        "augment",
                        AugmentSpec.NONE,
                        "validationLosses",
                        false));
    }

    private static LoaderSpec loader(int batch) {
        return new LoaderSpec(batch, 1, 1 << 26, false, 1, 0, false);
    }

    /** A seed by which the pictures come in the file's order, or the first batch is a picture alone. */
    static long seed(Examples examples, int batch, int batches, int[] wanted) throws IOException {
        for (long seed = 1; ; seed++) {
            BatchOrder order = new BatchOrder(examples, loader(batch), seed);
            boolean all = true;
            for (int i = 0; i < batches; i++) {
                all &= java.util.Arrays.equals(order.batch(i), wanted);
            }
            if (all) {
                return seed;
            }
        }
    }

    /** Stages of the trunk none of whose parameters is trained. */
    private int frozenStages() {
        LayerGroups layers = LayerGroups.of(family.spec().backbone());
        List<String> trainable = file.weights().trainable();
        return names.entrySet().stream()
                        .filter(name -> trainable.contains(name.getValue()))
                        .mapToInt(name -> layers.stage(name.getKey()))
                        .min()
                        .orElseThrow()
                - 1;
    }

    /** The file's numbers as {@code --set} takes them. */
    private Map<String, String> model() {
        JsonNode settings = file.settings();
        Map<String, String> set =
                torchvision() ? TorchvisionSettings.network(settings) : Detectron2Settings.network(settings);
        set.putAll(torchvision() ? TorchvisionSettings.training(settings) : Detectron2Settings.training(settings));
        return set;
    }

    /** Whether the norms are live, whose statistics channels-last maps give too inexactly for the bounds of the files. */
    boolean hasLiveNorms() {
        return file.settings().has("batchNormEps");
    }

    static TrainingPlan plan(TrainingConfig config) throws IOException {
        return TrainingPlan.of(config, Optional.of(Path.of(config.weights())), problem -> {
            throw new AssertionError(problem.exception());
        });
    }
}
