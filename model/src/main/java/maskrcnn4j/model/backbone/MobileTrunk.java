package maskrcnn4j.model.backbone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.model.layer.Conv2d;
import maskrcnn4j.model.layer.InvertedResidualBlock;
import maskrcnn4j.model.layer.Layer;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.layer.Sequential;
import maskrcnn4j.model.layer.Shown;
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
        List<Layer> blocks = InvertedResidualBlock.all(parameters, "backbone", spec.blocks());
        List<Layer> levels = new ArrayList<>();
        List<Layer> level = new ArrayList<>();
        level.add(Conv2d.of(parameters, "backbone.stem", new ConvGeometry(2, 1, 1), true));
        for (int i = 0; i < blocks.size(); i++) {
            if (spec.blocks().get(i).stride() > 1) {
                levels.add(shown(levels.size() + 1, level));
                level.clear();
            }
            level.add(blocks.get(i));
        }
        levels.add(shown(levels.size() + 1, level));
        return new MobileTrunk(new Sequential(levels), spec.strides().get(0));
    }

    /** The layers of one stride, 2 to the power of {@code number}. */
    private static Layer shown(int number, List<Layer> layers) {
        return new Shown("backbone.c" + number, new Sequential(layers));
    }

    @Override
    public List<FeatureMap> forward(Tensor input, StageObserver observer) {
        return List.of(new FeatureMap(layers.forward(input, observer), stride));
    }
}
