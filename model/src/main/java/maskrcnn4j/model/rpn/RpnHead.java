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
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.RpnHeadSpec;
import maskrcnn4j.spec.RpnSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;

/** The head of the region proposal network (Faster R-CNN, section 3.1), the same on every level. */
public final class RpnHead {
    private final Layer body;
    private final Layer objectness;
    private final Layer deltas;
    private final boolean asLogit;

    private RpnHead(Layer body, Layer objectness, Layer deltas, boolean asLogit) {
        this.asLogit = asLogit;
        this.body = body;
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
                new Sequential(body(spec.head(), parameters)),
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

    /** {@code [N, 2 A, H, W]} to {@code [N, A, H, W]}. */
    private static Tensor objectLessBackground(Tensor scores) {
        Tensor pairs = scores.reshape(scores.size(0), scores.size(1) / 2, 2, scores.size(2), scores.size(3));
        return pairs.select(2, 1).subtract(pairs.select(2, 0));
    }
}
