package maskrcnn4j.model.backbone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.model.layer.Conv2d;
import maskrcnn4j.model.layer.Layer;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.layer.Sequential;
import maskrcnn4j.model.layer.Shown;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.BackboneSpec;
import maskrcnn4j.spec.TrunkSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Tensor;

/** MobileNetV2 and V3; see {@link TrunkSpec.MobileNet}. */
public final class MobileNet implements Trunk {
    private final List<Layer> levels;

    private MobileNet(List<Layer> levels) {
        this.levels = List.copyOf(levels);
    }

    /**
     * Reads the trunk.
     *
     * @throws IOException if the weights cannot be read
     */
    public static MobileNet of(TrunkSpec.MobileNet spec, Parameters parameters) throws IOException {
        List<Layer> levels = new ArrayList<>();
        List<Layer> layers = new ArrayList<>();
        layers.add(
                Conv2d.of(parameters, "backbone.stem", new ConvGeometry(2, 1, 1), spec.norm(), spec.stemActivation()));
        for (int i = 0; i < spec.blocks().size(); i++) {
            layers.add(MobileBlockLayer.of(
                    parameters, "backbone.block" + i, spec.blocks().get(i), spec.norm()));
            if (spec.endsLevel(i)) {
                levels.add(level(spec, levels.size(), layers));
                layers.clear();
            }
        }
        layers.add(Conv2d.of(parameters, "backbone.last", ConvGeometry.POINTWISE, spec.norm(), spec.stemActivation()));
        levels.add(level(spec, levels.size(), layers));
        return new MobileNet(levels);
    }

    private static Layer level(TrunkSpec.MobileNet spec, int number, List<Layer> layers) {
        int stride = spec.levels().get(number).stride();
        return new Shown("backbone.c" + BackboneSpec.FeaturePyramid.number(stride), new Sequential(layers));
    }

    @Override
    public List<Tensor> forward(Tensor input, StageObserver observer) {
        List<Tensor> outputs = new ArrayList<>();
        Tensor x = input;
        for (Layer level : levels) {
            x = level.forward(x, observer);
            outputs.add(x);
        }
        return outputs;
    }
}
