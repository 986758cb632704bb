package maskrcnn4j.training.demo;

import java.util.List;
import java.util.Optional;
import maskrcnn4j.spec.AnchorSpec;
import maskrcnn4j.spec.BackboneSpec;
import maskrcnn4j.spec.BoxHeadSpec;
import maskrcnn4j.spec.BoxLossSpec;
import maskrcnn4j.spec.ClassRule;
import maskrcnn4j.spec.MaskHeadSpec;
import maskrcnn4j.spec.MatchingSpec;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.ResizeRule;
import maskrcnn4j.spec.RoiAlignSpec;
import maskrcnn4j.spec.RpnHeadSpec;
import maskrcnn4j.spec.RpnSpec;
import maskrcnn4j.spec.SamplingSpec;
import maskrcnn4j.spec.TrainingSpec;
import maskrcnn4j.spec.TrunkSpec;
import maskrcnn4j.training.shapes.ShapesDataset;

/**
 * A Mask R-CNN that two cores train in a little more than two minutes: Detectron2's conventions with a small trunk of basic
 * blocks, a pyramid from stride 4 to 16, square anchors for objects of 16 to 64 pixels, and boxes and masks that all classes
 * share, so that every object teaches them.
 */
public final class DemoModel {
    /**
     * The side of the pictures to learn from, in pixels. They are enlarged a little: outlines then are drawn more exactly, which
     * costs less than it gains.
     */
    public static final int TRAINED_SIDE = 192;

    /** And a little more to find objects: what was learned from smaller objects draws larger ones better (Touvron et al. 2019). */
    private static final int SIDE = 224;

    private static final int DRAWN_SIDE = 128;
    private static final int CHANNELS = 48;

    private DemoModel() {}

    /** The four kinds of shape. */
    public static List<ModelCategory> categories() {
        return ShapesDataset.categories().stream()
                .map(category -> new ModelCategory(category.id(), category.name()))
                .toList();
    }

    /** Parts and conventions. */
    public static ModelSpec spec() {
        ModelSpec base = Presets.named("detectron2-r50-fpn").spec();
        NormSpec norm = NormSpec.batch(1e-5, 0.1);
        TrunkSpec trunk =
                new TrunkSpec.ResNet(3, 32, TrunkSpec.ResNet.Block.BASIC, List.of(2, 1, 1), 1, 64, false, norm);
        return new ModelSpec(
                "shapes",
                base.image()
                        .withResize(new ResizeRule(
                                SIDE,
                                2 * SIDE,
                                ResizeRule.Rounding.HALF_UP,
                                base.image().resize().filter())),
                new BackboneSpec.FeaturePyramid(trunk, CHANNELS, norm, 0),
                new AnchorSpec.Grid(
                        List.of(sizes(14, 21), sizes(28, 40), sizes(52, 68)),
                        List.of(List.of(1.0)),
                        false,
                        0,
                        AnchorSpec.Steps.STRIDE,
                        AnchorSpec.Grid.CellOrder.SIZE_THEN_RATIO),
                new RpnSpec(
                        new RpnHeadSpec.Convolutions(1, CHANNELS),
                        base.rpn().proposals().withCounts(100, 50)),
                base.boxRule(),
                new ClassRule(ClassRule.Background.LAST, ClassRule.Outputs.SHARED, ClassRule.Outputs.SHARED),
                new BoxHeadSpec.FullyConnected(
                        align(base.boxHead().roiAlign(), 7, 2),
                        0,
                        CHANNELS,
                        NormSpec.NONE,
                        2,
                        192,
                        base.boxHead().weights()),
                base.detections(),
                new MaskHeadSpec.Convolutions(align(base.maskHead().roiAlign(), 14, 1), 2, CHANNELS, norm),
                base.paste(),
                training());
    }

    /** Sizes of anchors, in pixels of the drawn picture. */
    private static List<Double> sizes(double a, double b) {
        return List.of(a * TRAINED_SIDE / DRAWN_SIDE, b * TRAINED_SIDE / DRAWN_SIDE);
    }

    private static RoiAlignSpec align(RoiAlignSpec base, int size, int samples) {
        return new RoiAlignSpec(size, samples, base.aligned(), base.smallestSide(), base.levels());
    }

    private static TrainingSpec training() {
        BoxLossSpec boxes = new BoxLossSpec(BoxLossSpec.Kind.SMOOTH_L1, 0);
        return new TrainingSpec(
                new TrainingSpec.RpnTraining(
                        new MatchingSpec(0.7, 0.3, true),
                        new SamplingSpec(128, 0.5),
                        100,
                        100,
                        boxes,
                        TrainingSpec.Divisor.BATCH),
                new TrainingSpec.RoiTraining(new MatchingSpec(0.5, 0.5, false), new SamplingSpec(32, 0.25), boxes),
                TrainingSpec.MaskTarget.BINARY,
                0,
                Optional.empty());
    }
}
