package maskrcnn4j.model.backbone;

import java.io.IOException;
import java.util.Optional;
import maskrcnn4j.model.layer.Conv2d;
import maskrcnn4j.model.layer.Layer;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.Activation;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.spec.ResidualBlock;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Tensor;

/** 1x1, 3x3 and 1x1 convolutions beside a shortcut (He et al. 2015, figure 5). */
final class BottleneckBlock implements Layer {
    private final Conv2d reduce;
    private final Conv2d spatial;
    private final Conv2d expand;
    private final Optional<Conv2d> shortcut;

    private BottleneckBlock(Conv2d reduce, Conv2d spatial, Conv2d expand, Optional<Conv2d> shortcut) {
        this.reduce = reduce;
        this.spatial = spatial;
        this.expand = expand;
        this.shortcut = shortcut;
    }

    static BottleneckBlock of(Parameters parameters, String name, ResidualBlock spec, NormSpec norm)
            throws IOException {
        int first = spec.strideIn1x1() ? spec.stride() : 1;
        int second = spec.strideIn1x1() ? 1 : spec.stride();
        return new BottleneckBlock(
                Conv2d.of(parameters, name + ".conv1", new ConvGeometry(first, 0, 1), norm, Activation.RELU),
                Conv2d.of(
                        parameters, name + ".conv2", new ConvGeometry(second, 1, spec.groups()), norm, Activation.RELU),
                Conv2d.of(parameters, name + ".conv3", ConvGeometry.POINTWISE, norm, Activation.RELU),
                BasicBlock.shortcut(parameters, name, spec, norm));
    }

    @Override
    public Tensor forward(Tensor input, StageObserver observer) {
        Tensor reduced = reduce.forward(input, observer);
        Tensor filtered = spatial.forward(reduced, observer);
        reduced.close();
        Tensor kept = shortcut.isPresent() ? shortcut.get().forward(input, observer) : input;
        Tensor output = expand.forward(filtered, kept, observer);
        filtered.close();
        return output;
    }
}
