package maskrcnn4j.model.backbone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.model.layer.Conv2d;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.Activation;
import maskrcnn4j.spec.BackboneSpec;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.spec.TrunkSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Maps;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;

/** A feature pyramid over a trunk (Lin et al. 2017); see {@link BackboneSpec.FeaturePyramid}. */
public final class FeaturePyramid implements Backbone {
    private final Parameters parameters;
    private final Trunk trunk;
    private final List<Step> steps;
    private final List<Integer> strides;

    /** A level's two convolutions. */
    private record Step(Conv2d lateral, Conv2d output) {}

    private FeaturePyramid(Parameters parameters, Trunk trunk, List<Step> steps, List<Integer> strides) {
        this.parameters = parameters;
        this.trunk = trunk;
        this.steps = List.copyOf(steps);
        this.strides = List.copyOf(strides);
    }

    /**
     * Reads the pyramid and its trunk.
     *
     * @throws IOException if the weights cannot be read
     */
    public static FeaturePyramid of(BackboneSpec.FeaturePyramid spec, Parameters parameters) throws IOException {
        Trunk trunk = trunk(spec.trunk(), parameters);
        List<Step> steps = new ArrayList<>();
        for (TrunkSpec.Level level : spec.trunk().levels()) {
            int number = BackboneSpec.FeaturePyramid.number(level.stride());
            NormSpec norm = spec.norm();
            steps.add(new Step(
                    Conv2d.of(parameters, "fpn.lateral" + number, ConvGeometry.POINTWISE, norm, Activation.NONE),
                    Conv2d.of(parameters, "fpn.output" + number, new ConvGeometry(1, 1, 1), norm, Activation.NONE)));
        }
        return new FeaturePyramid(parameters, trunk, steps, spec.strides());
    }

    private static Trunk trunk(TrunkSpec spec, Parameters parameters) throws IOException {
        if (spec instanceof TrunkSpec.ResNet resNet) {
            return ResNet.of(resNet, parameters);
        }
        return MobileNet.of((TrunkSpec.MobileNet) spec, parameters);
    }

    @Override
    public List<FeatureMap> forward(Tensor input, StageObserver observer) {
        try (Scope scope = Scope.open()) {
            List<Tensor> bottomUp = trunk.forward(parameters.layOut(input), observer);
            Tensor[] levels = new Tensor[strides.size()];
            int top = steps.size() - 1;
            Tensor above = steps.get(top).lateral().forward(bottomUp.get(top), observer);
            levels[top] = steps.get(top).output().forward(above, observer);
            for (int i = top - 1; i >= 0; i--) {
                Tensor level = bottomUp.get(i);
                Tensor upsampled = Maps.nearest(above, level.size(2), level.size(3));
                above = steps.get(i).lateral().forward(level, upsampled, observer);
                levels[i] = steps.get(i).output().forward(above, observer);
            }
            for (int i = top + 1; i < levels.length; i++) {
                levels[i] = Maps.everySecondPixel(levels[i - 1]).channelsLast();
            }
            List<FeatureMap> features = new ArrayList<>();
            for (int i = 0; i < levels.length; i++) {
                observer.tensor("fpn.p" + BackboneSpec.FeaturePyramid.number(strides.get(i)), levels[i]);
                features.add(new FeatureMap(scope.keep(levels[i]), strides.get(i)));
            }
            return features;
        }
    }
}
