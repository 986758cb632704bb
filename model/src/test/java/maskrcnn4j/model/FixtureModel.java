package maskrcnn4j.model;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import maskrcnn4j.image.Image;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.FixtureSpecs;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.Preset;
import maskrcnn4j.spec.RenamedTensors;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.weights.TensorSource;

/**
 * The model of a file of fixtures.
 *
 * @param checkpoint spec and classes, whose ids are the file's labels
 * @param weights under our names
 * @param pictures of the file, in its order
 */
public record FixtureModel(Checkpoint checkpoint, TensorSource weights, List<Image> pictures) {
    /** Reads a file. */
    public static FixtureModel of(FixtureFile file) throws IOException {
        FormulaTensors theirs = new FormulaTensors(file.weights());
        Preset family = FixtureSpecs.family(theirs);
        TensorSource ours = new RenamedTensors(theirs, family.naming());
        ModelSpec spec = FixtureSpecs.of(family.spec(), file.settings(), ours);
        int classes = (int) ours.tensor("box.cls.weight").shape().size(0) - 1;
        List<ModelCategory> categories = IntStream.rangeClosed(1, classes)
                .mapToObj(label -> new ModelCategory(spec.classes().score(label), "class " + label))
                .toList();
        List<Image> pictures = file.pictures().stream()
                .map(picture -> Image.ofRgb(picture.width(), picture.height(), picture.rgb()))
                .toList();
        return new FixtureModel(new Checkpoint(spec, categories, Map.of()), ours, pictures);
    }

    /** Parts and conventions. */
    public ModelSpec spec() {
        return checkpoint.spec();
    }

    /** The network, for inference. */
    public MaskRcnn network(Precision precision) throws IOException {
        return MaskRcnn.of(checkpoint, weights, TestDevice.load().withPrecision(precision));
    }
}
