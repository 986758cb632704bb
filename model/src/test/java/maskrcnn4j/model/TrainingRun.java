package maskrcnn4j.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.layer.TrainableParameters.Layout;
import maskrcnn4j.model.loss.Losses;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.target.AnchorTargets;
import maskrcnn4j.model.target.PictureTargets;
import maskrcnn4j.model.target.ProposalTargets;
import maskrcnn4j.model.target.TargetMask;
import maskrcnn4j.model.target.TargetObject;
import maskrcnn4j.model.target.TargetObserver;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.FixtureSpecs;
import maskrcnn4j.spec.TrainingFixtureSpecs;
import maskrcnn4j.spec.WeightNaming;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.ParameterUpdates;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.PaintedObject;
import maskrcnn4j.testing.formula.PaintedPicture;
import maskrcnn4j.testing.formula.TorchvisionSettings;
import tools.jackson.databind.JsonNode;

/** What our network does in the training that a file of fixtures records: the first pass whole, then its steps. */
final class TrainingRun implements TargetObserver {
    final Map<Integer, PictureTargets> objects = new LinkedHashMap<>();
    final Map<Integer, AnchorTargets.Targets> anchors = new LinkedHashMap<>();
    final Map<Integer, ProposalTargets.Targets> rois = new LinkedHashMap<>();
    final Map<Integer, float[]> proposals = new LinkedHashMap<>();
    final Map<Integer, float[]> proposalScores = new LinkedHashMap<>();
    final Map<String, Recorder.Recorded> tensors = new LinkedHashMap<>();
    float[] maskTargets = {};
    int maskSize;

    /** Our gradients, and weights after the last step, by the file's names. */
    final Map<String, Recorder.Recorded> gradients = new LinkedHashMap<>();

    final Map<String, Recorder.Recorded> after = new LinkedHashMap<>();
    double gradientNorm;
    final List<Map<String, Double>> losses = new ArrayList<>();
    final Map<String, Double> lossesWithoutObjects;
    private boolean firstPass = true;

    TrainingRun(FixtureFile file) throws IOException {
        FormulaTensors theirs = new FormulaTensors(file.weights());
        WeightNaming naming = FixtureSpecs.family(theirs).naming();
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : theirs.tensors().keySet()) {
            naming.rename(name).ifPresent(ours -> names.put(ours.name(), name));
        }
        Set<String> trained = new HashSet<>(file.weights().trainable());
        TrainOptions options = TestDevice.train()
                .withPrecision(Precision.FLOAT32)
                .withFrozen(name -> !trained.contains(names.get(name)))
                // Batch statistics of channels-last maps are summed too inexactly for the bounds of the files.
                .withLayout(file.settings().has("batchNormEps") ? Layout.ROW_MAJOR : Layout.CHANNELS_LAST);
        FixtureModel fixture = FixtureModel.of(file);
        Checkpoint checkpoint = new Checkpoint(
                TrainingFixtureSpecs.of(fixture.spec(), file.settings()),
                fixture.checkpoint().categories(),
                Map.of());
        List<TrainingPicture> batch = batch(file);
        try (TrainableMaskRcnn model = TrainableMaskRcnn.of(checkpoint, fixture.weights(), options)) {
            train(model, batch, file.root().path("optimizer"), names);
        }
        if (file.root().has("imageWithoutObjects")) {
            String name = file.root().path("imageWithoutObjects").path("image").asString();
            TrainingPicture empty = null;
            for (int i = 0; i < batch.size(); i++) {
                if (file.pictures().get(i).name().equals(name)) {
                    empty = new TrainingPicture(batch.get(i).image(), List.of());
                }
            }
            try (TrainableMaskRcnn model = TrainableMaskRcnn.of(checkpoint, fixture.weights(), options);
                    Scope scope = Scope.open()) {
                lossesWithoutObjects = model.losses(List.of(empty), 1).values();
            }
        } else {
            lossesWithoutObjects = Map.of();
        }
    }

    private static List<TrainingPicture> batch(FixtureFile file) {
        boolean torchvision = TorchvisionSettings.are(file.settings());
        boolean outlines = file.root().path("maskFormat").asString("bitmask").equals("polygon");
        List<TrainingPicture> batch = new ArrayList<>();
        for (PaintedPicture picture : file.pictures()) {
            int height = picture.height();
            int width = picture.width();
            List<TargetObject> objects = new ArrayList<>();
            for (PaintedObject object : picture.objects()) {
                TargetMask mask = outlines
                        ? new TargetMask.Outlines(List.of(object.polygon()))
                        : new TargetMask.Pixels(Rle.fromBitmap(height, width, object.bitmap(height, width)));
                int[] pixels = object.maskBox(height, width);
                double[] ellipse = object.ellipseBox();
                Box box = torchvision
                        ? new Box(pixels[0], pixels[1], pixels[2], pixels[3])
                        : new Box(ellipse[0], ellipse[1], ellipse[2], ellipse[3]);
                objects.add(new TargetObject(object.label(), box, Optional.of(mask)));
            }
            batch.add(new TrainingPicture(maskrcnn4j.image.Image.ofRgb(width, height, picture.rgb()), objects));
        }
        return batch;
    }

    private void train(
            TrainableMaskRcnn model, List<TrainingPicture> batch, JsonNode optimizer, Map<String, String> names) {
        try (Scope scope = Scope.open()) {
            Map<String, Tensor> velocities = new LinkedHashMap<>();
            model.parameters()
                    .forEach((name, parameter) -> velocities.put(
                            name, Tensors.zeros(ElementType.FLOAT32, parameter.device(), parameter.shape())));
            int steps = optimizer.path("steps").asInt();
            for (int pass = 0; pass <= steps; pass++) {
                try (Scope step = Scope.open()) {
                    Losses of = model.losses(batch, pass, firstPass ? this : TargetObserver.NONE);
                    losses.add(of.values());
                    if (pass == steps) {
                        break;
                    }
                    Autograd.backward(of.sum());
                    if (firstPass) {
                        gradientNorm = Autograd.gradientNorm(model.parameters().values());
                        model.parameters()
                                .forEach((name, parameter) -> gradients.put(
                                        names.get(name),
                                        recorded(Autograd.gradient(parameter).orElseThrow())));
                    }
                    firstPass = false;
                    model.parameters().forEach((name, parameter) -> {
                        ParameterUpdates.momentum(
                                parameter,
                                Autograd.gradient(parameter).orElseThrow().contiguous(),
                                velocities.get(name),
                                optimizer.path("learningRate").asDouble(),
                                optimizer.path("momentum").asDouble(),
                                optimizer.path("weightDecay").asDouble());
                        Autograd.clearGradient(parameter);
                    });
                }
            }
            model.tensors().forEach((name, tensor) -> after.put(names.get(name), recorded(tensor)));
        }
    }

    static Recorder.Recorded recorded(Tensor tensor) {
        return new Recorder.Recorded(tensor.shape(), tensor.toFloats());
    }

    @Override
    public void tensor(String name, Tensor value) {
        if (Predicate.<String>isEqual("box.logits")
                .or("box.deltas"::equals)
                .or("mask.logits"::equals)
                .test(name)) {
            tensors.put(name, recorded(value));
        }
    }

    @Override
    public void boxes(Stage stage, int image, float[] corners, float[] scores) {
        proposals.put(image, corners);
        proposalScores.put(image, scores);
    }

    @Override
    public void objects(int image, PictureTargets targets) {
        objects.put(image, targets);
    }

    @Override
    public void anchors(int image, AnchorTargets.Targets targets) {
        anchors.put(image, targets);
    }

    @Override
    public void proposals(int image, ProposalTargets.Targets targets) {
        rois.put(image, targets);
    }

    @Override
    public void masks(int size, float[] targets) {
        maskSize = size;
        maskTargets = targets;
    }
}
