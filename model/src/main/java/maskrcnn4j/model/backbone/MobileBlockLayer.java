package maskrcnn4j.model.backbone;

import java.io.IOException;
import java.util.Optional;
import maskrcnn4j.model.layer.Conv2d;
import maskrcnn4j.model.layer.Layer;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.Activation;
import maskrcnn4j.spec.MobileBlock;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Maps;
import maskrcnn4j.tensor.Tensor;

/** A block of MobileNetV2 or V3; see {@link MobileBlock}. */
final class MobileBlockLayer implements Layer {
    private final Optional<Conv2d> expand;
    private final Conv2d depthwise;
    private final Optional<SqueezeExcitation> squeeze;
    private final Conv2d project;
    private final boolean addsInput;

    private MobileBlockLayer(
            Optional<Conv2d> expand,
            Conv2d depthwise,
            Optional<SqueezeExcitation> squeeze,
            Conv2d project,
            boolean addsInput) {
        this.expand = expand;
        this.depthwise = depthwise;
        this.squeeze = squeeze;
        this.project = project;
        this.addsInput = addsInput;
    }

    static MobileBlockLayer of(Parameters parameters, String name, MobileBlock spec, NormSpec norm) throws IOException {
        ConvGeometry depthwise = new ConvGeometry(spec.stride(), spec.kernel() / 2, spec.expanded());
        return new MobileBlockLayer(
                spec.expands()
                        ? Optional.of(Conv2d.of(
                                parameters, name + ".expand", ConvGeometry.POINTWISE, norm, spec.activation()))
                        : Optional.empty(),
                Conv2d.of(parameters, name + ".depthwise", depthwise, norm, spec.activation()),
                spec.squeezed() > 0 ? Optional.of(SqueezeExcitation.of(parameters, name)) : Optional.empty(),
                Conv2d.of(parameters, name + ".project", ConvGeometry.POINTWISE, norm, Activation.NONE),
                spec.addsInput());
    }

    @Override
    public Tensor forward(Tensor input, StageObserver observer) {
        Tensor x = expand.isPresent() ? expand.get().forward(input, observer) : input;
        x = depthwise.forward(x, observer);
        if (squeeze.isPresent()) {
            x = squeeze.get().forward(x, observer);
        }
        return addsInput ? project.forward(x, input, observer) : project.forward(x, observer);
    }

    /**
     * Weighs channels by what the whole map shows (Hu et al. 2017), with MobileNetV3's hard sigmoid.
     *
     * @param squeeze to fewer channels, with ReLU
     * @param excite back to all
     */
    private record SqueezeExcitation(Conv2d squeeze, Conv2d excite) implements Layer {
        static SqueezeExcitation of(Parameters parameters, String name) throws IOException {
            return new SqueezeExcitation(
                    Conv2d.of(parameters, name + ".squeeze", ConvGeometry.POINTWISE, true),
                    Conv2d.of(parameters, name + ".excite", ConvGeometry.POINTWISE, false));
        }

        @Override
        public Tensor forward(Tensor input, StageObserver observer) {
            Tensor average = Maps.globalAverage(input);
            Tensor weights = excite.forward(squeeze.forward(average, observer), observer);
            return input.multiply(Maps.hardSigmoid(weights));
        }
    }
}
