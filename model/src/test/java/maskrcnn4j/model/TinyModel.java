package maskrcnn4j.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.PasteRule;
import maskrcnn4j.spec.AnchorSpec;
import maskrcnn4j.spec.BackboneSpec;
import maskrcnn4j.spec.BoxHeadSpec;
import maskrcnn4j.spec.BoxLossSpec;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ClassRule;
import maskrcnn4j.spec.DetectionSpec;
import maskrcnn4j.spec.ExpectedTensors;
import maskrcnn4j.spec.ImageSpec;
import maskrcnn4j.spec.InvertedResidual;
import maskrcnn4j.spec.LevelRule;
import maskrcnn4j.spec.MaskHeadSpec;
import maskrcnn4j.spec.MatchingSpec;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.ProposalSpec;
import maskrcnn4j.spec.ResizeRule;
import maskrcnn4j.spec.RoiAlignSpec;
import maskrcnn4j.spec.RpnHeadSpec;
import maskrcnn4j.spec.RpnSpec;
import maskrcnn4j.spec.SamplingSpec;
import maskrcnn4j.spec.TrainingSpec;
import maskrcnn4j.testing.TinyFiles;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;

/**
 * A complete model of a few thousand random weights: it finds nonsense, but by the way of every model, and fast. The
 * module {@code testing} holds a copy of its file for tests that do not see this class.
 */
final class TinyModel {
    static final List<ModelCategory> CATEGORIES = List.of(new ModelCategory(7, "disc"), new ModelCategory(9, "bar"));

    private TinyModel() {}

    static ModelSpec spec() {
        RoiAlignSpec roi = new RoiAlignSpec(6, 0, false, 1, LevelRule.SINGLE);
        return new ModelSpec(
                "tiny",
                new ImageSpec(
                        ImageSpec.ChannelOrder.RGB,
                        8,
                        1,
                        List.of(127.0, 127.0, 127.0),
                        List.of(60.0, 60.0, 60.0),
                        new ResizeRule(64, 128, ResizeRule.Rounding.HALF_EVEN, ResizeRule.Filter.BILINEAR),
                        0),
                new BackboneSpec.MobileTrunk(
                        8,
                        List.of(
                                new InvertedResidual(8, 16, 2, 8, false),
                                new InvertedResidual(8, 16, 2, 8, false),
                                new InvertedResidual(8, 16, 1, 8, true))),
                new AnchorSpec.Explicit(8, List.of(List.of(-8.0, -8.0, 16.0, 16.0), List.of(-16.0, -4.0, 24.0, 12.0))),
                new RpnSpec(
                        new RpnHeadSpec.InvertedResiduals(List.of(new InvertedResidual(8, 16, 1, 8, true))),
                        new ProposalSpec(
                                List.of(1.0, 1.0, 1.0, 1.0),
                                ProposalSpec.Scope.LEVEL,
                                100,
                                ProposalSpec.Ranking.PROBABILITY,
                                0,
                                1,
                                true,
                                0.7,
                                30)),
                new BoxRule(1, BoxRule.LOG_1000_OVER_16),
                ClassRule.BACKGROUND_FIRST,
                new BoxHeadSpec.InvertedResiduals(
                        roi, List.of(new InvertedResidual(8, 16, 2, 8, false)), 8, List.of(10.0, 10.0, 5.0, 5.0)),
                new DetectionSpec(
                        0.3,
                        0,
                        0.3,
                        20,
                        DetectionSpec.Coordinates.ORIGINAL_IMAGE,
                        false,
                        DetectionSpec.Order.CLASS_THEN_SCORE),
                new MaskHeadSpec.InvertedResiduals(roi, List.of(new InvertedResidual(8, 16, 1, 8, true)), 8),
                PasteRule.MASK2GO,
                new TrainingSpec(
                        new TrainingSpec.RpnTraining(
                                new MatchingSpec(0.7, 0.3, true),
                                new SamplingSpec(64, 0.5),
                                200,
                                60,
                                new BoxLossSpec(BoxLossSpec.Kind.SMOOTH_L1, 1.0 / 9),
                                TrainingSpec.Divisor.SAMPLED),
                        new TrainingSpec.RoiTraining(
                                new MatchingSpec(0.5, 0.5, false),
                                new SamplingSpec(64, 0.25),
                                new BoxLossSpec(BoxLossSpec.Kind.SMOOTH_L1, 1)),
                        TrainingSpec.MaskTarget.SOFT,
                        0,
                        java.util.Optional.empty()));
    }

    /** Writes the checkpoint of a tiny model. */
    static Path write(Path folder) throws IOException {
        Random random = new Random(1);
        NamedTensors.Builder tensors = NamedTensors.builder();
        ExpectedTensors.of(spec(), CATEGORIES.size() + 1)
                .forEach((name, shape) -> tensors.add(name, shape, values(name, shape, random)));
        Path file = folder.resolve("tiny.safetensors");
        SafetensorsWriter.write(
                file,
                tensors.build(),
                new Checkpoint(spec(), CATEGORIES, Map.of("source", "random numbers")).toMetadata());
        return file;
    }

    private static float[] values(String name, Shape shape, Random random) {
        float[] values = new float[(int) shape.elements()];
        int fanIn = shape.rank() == 1 ? 1 : Math.max(1, values.length / (int) shape.size(0));
        for (int i = 0; i < values.length; i++) {
            values[i] = name.endsWith("bias") ? 0 : (float) (random.nextGaussian() * Math.sqrt(2.0 / fanIn));
        }
        if (name.equals("box.cls.bias")) {
            values[0] = -4; // the background, or nothing would be found
        }
        return values;
    }

    /** A picture of noise in blocks. */
    static Image picture(int width, int height, long seed) {
        return Image.ofRgb(width, height, TinyFiles.noise(width, height, seed));
    }
}
