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

/** A box head of convolutions and fully connected layers; see {@link BoxHeadSpec.FullyConnected}. */
public final class FullyConnectedBoxHead implements BoxHead {
    private final Parameters parameters;
    private final Layer body;
    private final Layer classes;
    private final Layer deltas;

    private FullyConnectedBoxHead(Parameters parameters, Layer body, Layer classes, Layer deltas) {
        this.parameters = parameters;
        this.body = body;
        this.classes = classes;
        this.deltas = deltas;
    }

    /**
     * Reads the head.
     *
     * @throws IOException if the weights cannot be read
     */
    public static FullyConnectedBoxHead of(BoxHeadSpec.FullyConnected spec, Parameters parameters) throws IOException {
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i <= spec.convolutions(); i++) {
            layers.add(Conv2d.of(parameters, "box.conv" + i, new ConvGeometry(1, 1, 1), spec.norm(), Activation.RELU));
        }
        for (int i = 1; i <= spec.layers(); i++) {
            layers.add(Linear.relu(
                    parameters, "box.fc" + i, i == 1 ? spec.roiAlign().size() : 1));
        }
        return new FullyConnectedBoxHead(
                parameters,
                new Sequential(layers),
                Linear.float32(parameters, "box.cls"),
                Linear.float32(parameters, "box.reg"));
    }

    @Override
    public BoxPredictions forward(Tensor rois, StageObserver observer) {
        Tensor features = body.forward(parameters.layOut(rois), observer).to(ElementType.FLOAT32);
        observer.tensor("box.features", features);
        return new BoxPredictions(classes.forward(features, observer), deltas.forward(features, observer));
    }
}
