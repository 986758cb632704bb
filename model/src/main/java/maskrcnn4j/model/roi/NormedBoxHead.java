package maskrcnn4j.model.roi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.model.layer.Conv2d;
import maskrcnn4j.model.layer.Layer;
import maskrcnn4j.model.layer.Linear;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.layer.Sequential;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.Activation;
import maskrcnn4j.spec.BoxHeadSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Tensor;

/** A box head of normalised layers; see {@link BoxHeadSpec.NormedLayers}. */
public final class NormedBoxHead implements BoxHead {
    private final Parameters parameters;
    private final int features;
    private final Layer body;
    private final Layer classes;
    private final Layer deltas;

    private NormedBoxHead(Parameters parameters, int features, Layer body, Layer classes, Layer deltas) {
        this.parameters = parameters;
        this.features = features;
        this.body = body;
        this.classes = classes;
        this.deltas = deltas;
    }

    /**
     * Reads the head.
     *
     * @throws IOException if the weights cannot be read
     */
    public static NormedBoxHead of(BoxHeadSpec.NormedLayers spec, Parameters parameters) throws IOException {
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i <= spec.layers(); i++) {
            layers.add(Conv2d.of(parameters, "box.fc" + i, ConvGeometry.POINTWISE, spec.norm(), Activation.RELU));
        }
        return new NormedBoxHead(
                parameters,
                spec.features(),
                new Sequential(layers),
                Linear.float32(parameters, "box.cls"),
                Linear.float32(parameters, "box.reg"));
    }

    @Override
    public BoxPredictions forward(Tensor rois, StageObserver observer) {
        Tensor features = body.forward(parameters.layOut(rois), observer)
                .to(ElementType.FLOAT32)
                .reshape(rois.size(0), this.features);
        observer.tensor("box.features", features);
        return new BoxPredictions(classes.forward(features, observer), deltas.forward(features, observer));
    }
}
