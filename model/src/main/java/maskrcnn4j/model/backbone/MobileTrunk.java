package maskrcnn4j.model.backbone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.model.layer.Conv2d;
import maskrcnn4j.model.layer.InvertedResidualBlock;
import maskrcnn4j.model.layer.Layer;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.layer.Sequential;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.BackboneSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Tensor;

/** MaskRCNN2Go's trunk: a convolution and inverted residual blocks; one feature map. */
public final class MobileTrunk implements Backbone {
    private final Layer layers;
    private final int stride;

    private MobileTrunk(Layer layers, int stride) {
        this.layers = layers;
        this.stride = stride;
    }

    /**
     * Reads the trunk.
     *
     * @throws IOException if the weights cannot be read
     */
    public static MobileTrunk of(BackboneSpec.MobileTrunk spec, Parameters parameters) throws IOException {
        List<Layer> layers = new ArrayList<>();
        layers.add(Conv2d.of(parameters, "backbone.stem", new ConvGeometry(2, 1, 1), true));
        layers.addAll(InvertedResidualBlock.all(parameters, "backbone", spec.blocks()));
        return new MobileTrunk(new Sequential(layers), spec.strides().get(0));
    }

    @Override
    public List<FeatureMap> forward(Tensor input, StageObserver observer) {
        return List.of(new FeatureMap(layers.forward(input, observer), stride));
    }
}
