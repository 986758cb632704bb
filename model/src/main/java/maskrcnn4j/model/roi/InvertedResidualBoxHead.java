package maskrcnn4j.model.roi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.model.layer.Conv2d;
import maskrcnn4j.model.layer.InvertedResidualBlock;
import maskrcnn4j.model.layer.Layer;
import maskrcnn4j.model.layer.Linear;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.layer.Sequential;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.BoxHeadSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Tensor;

/** A box head of inverted residual blocks; see {@link BoxHeadSpec.InvertedResiduals}. */
public final class InvertedResidualBoxHead implements BoxHead {
    private final Layer body;
    private final Layer classes;
    private final Layer deltas;
    private final ElementType type;

    private InvertedResidualBoxHead(Layer body, Layer classes, Layer deltas, ElementType type) {
        this.body = body;
        this.classes = classes;
        this.deltas = deltas;
        this.type = type;
    }

    /**
     * Reads the head.
     *
     * @throws IOException if the weights cannot be read
     */
    public static InvertedResidualBoxHead of(BoxHeadSpec.InvertedResiduals spec, Parameters parameters)
            throws IOException {
        List<Layer> layers = new ArrayList<>(InvertedResidualBlock.all(parameters, "box", spec.blocks()));
        layers.add(Conv2d.of(parameters, "box.conv", ConvGeometry.POINTWISE, true));
        return new InvertedResidualBoxHead(
                new Sequential(layers),
                Linear.float32(parameters, "box.cls"),
                Linear.float32(parameters, "box.reg"),
                parameters.elementType());
    }

    @Override
    public BoxPredictions forward(Tensor rois, StageObserver observer) {
        Tensor features = body.forward(rois.to(type), observer).to(ElementType.FLOAT32);
        Tensor pooled = features.mean(2, 3).reshape(features.size(0), features.size(1));
        if (observer.wantsLayers()) {
            observer.tensor("box.pool", pooled);
        }
        return new BoxPredictions(classes.forward(pooled, observer), deltas.forward(pooled, observer));
    }
}
