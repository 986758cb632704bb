package maskrcnn4j.model.rpn;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.model.backbone.FeatureMap;
import maskrcnn4j.model.layer.Conv2d;
import maskrcnn4j.model.layer.InvertedResidualBlock;
import maskrcnn4j.model.layer.Layer;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.layer.Sequential;
import maskrcnn4j.model.roi.FeatureRows;
import maskrcnn4j.model.roi.Patches;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.RpnHeadSpec;
import maskrcnn4j.spec.RpnSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;

/** The head of the region proposal network (Faster R-CNN, section 3.1), the same on every level. */
public final class RpnHead {
    private final Parameters parameters;
    private final RpnHeadSpec spec;
    private final List<Layer> layers;
    private final Layer body;
    private final Layer objectness;
    private final Layer deltas;
    private final boolean asLogit;

    private RpnHead(
            Parameters parameters,
            RpnHeadSpec spec,
            List<Layer> layers,
            Layer objectness,
            Layer deltas,
            boolean asLogit) {
        this.asLogit = asLogit;
        this.parameters = parameters;
        this.spec = spec;
        this.layers = layers;
        this.body = new Sequential(layers);
        this.objectness = objectness;
        this.deltas = deltas;
    }

    /**
     * Reads the head.
     *
     * @throws IOException if the weights cannot be read
     */
    public static RpnHead of(RpnSpec spec, Parameters parameters) throws IOException {
        return new RpnHead(
                parameters,
                spec.head(),
                body(spec.head(), parameters),
                Conv2d.of(parameters, "rpn.objectness", ConvGeometry.POINTWISE, false),
                Conv2d.of(parameters, "rpn.deltas", ConvGeometry.POINTWISE, false),
                spec.head() instanceof RpnHeadSpec.TwoScores two && two.asLogit());
    }

    private static List<Layer> body(RpnHeadSpec spec, Parameters parameters) throws IOException {
        if (spec instanceof RpnHeadSpec.InvertedResiduals residuals) {
            return InvertedResidualBlock.all(parameters, "rpn", residuals.blocks());
        }
        if (spec instanceof RpnHeadSpec.TwoScores two) {
            return List.of(
                    two.stride() == 1
                            ? Conv2d.of(parameters, "rpn.conv1", new ConvGeometry(1, 1, 1), true)
                            : new PaddedAtEnd(Conv2d.of(parameters, "rpn.conv1", new ConvGeometry(2, 0, 1), true)));
        }
        RpnHeadSpec.Convolutions convolutions = (RpnHeadSpec.Convolutions) spec;
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i <= convolutions.count(); i++) {
            layers.add(Conv2d.of(parameters, "rpn.conv" + i, new ConvGeometry(1, 1, 1), true));
        }
        return layers;
    }

    /** Runs the head on every level. */
    public List<RpnOutput> forward(List<FeatureMap> features, StageObserver observer) {
        List<RpnOutput> outputs = new ArrayList<>();
        for (FeatureMap level : features) {
            try (Scope scope = Scope.open()) {
                Tensor x = body.forward(level.values(), observer);
                Tensor scores = objectness.forward(x, observer).to(ElementType.FLOAT32);
                Tensor logits = scope.keep(asLogit ? objectLessBackground(scores) : scores);
                Tensor moves = scope.keep(deltas.forward(x, observer).to(ElementType.FLOAT32));
                String name = ".p" + Integer.numberOfTrailingZeros(level.stride());
                observer.tensor("rpn.logits" + name, logits);
                observer.tensor("rpn.deltas" + name, moves);
                outputs.add(new RpnOutput(logits, moves));
            }
        }
        return outputs;
    }

    /**
     * One logit for each anchor, whatever {@link #forward} gives: the loss of one logit is that of the softmax of two whose
     * difference it is.
     *
     * @param given {@link RpnOutput#objectness}
     * @return {@code [N, A, H, W]}
     */
    public Tensor logits(Tensor given) {
        return spec instanceof RpnHeadSpec.TwoScores && !asLogit ? objectLessBackground(given) : given;
    }

    /** {@code [N, 2 A, H, W]} to {@code [N, A, H, W]}. */
    private static Tensor objectLessBackground(Tensor scores) {
        Tensor pairs = scores.reshape(scores.size(0), scores.size(1) / 2, 2, scores.size(2), scores.size(3));
        return pairs.select(2, 1).subtract(pairs.select(2, 0));
    }

    /** Whether single cells can be computed by themselves: the head is 3x3 convolutions of stride 1. */
    public boolean hasCells() {
        return spec instanceof RpnHeadSpec.Convolutions
                || spec instanceof RpnHeadSpec.TwoScores two && two.stride() == 1;
    }

    /** How far from a cell the head looks, in cells. */
    public int reach() {
        return layers.size();
    }

    /**
     * Runs the head on single cells: what training needs gradients of. They are a few hundred among tens of thousands, and the
     * gradient of the whole head costs twice as much as the head.
     *
     * @param features the pixels of the levels
     * @param cells which cells
     * @return the same numbers as {@link #forward} and {@link #logits} give there: maps of one pixel, one for each cell
     */
    public RpnOutput forward(FeatureRows features, List<Patches.Cell> cells) {
        Patches.Cut cut = Patches.cut(features, cells, reach());
        Tensor x = parameters.layOut(cut.values());
        Tensor inside = cut.inside().to(parameters.elementType());
        for (int i = 0; i < layers.size(); i++) {
            // Beyond the edge of a map each convolution sees zeros, not what the one before it makes of them.
            x = layers.get(i).forward(i == 0 ? x : x.multiply(inside), StageObserver.NONE);
        }
        Tensor centre = parameters.layOut(x.narrow(2, reach(), 1).narrow(3, reach(), 1));
        Tensor scores = objectness.forward(centre, StageObserver.NONE).to(ElementType.FLOAT32);
        return new RpnOutput(
                spec.scoresPerAnchor() == 2 ? objectLessBackground(scores) : scores,
                deltas.forward(centre, StageObserver.NONE).to(ElementType.FLOAT32));
    }
}
