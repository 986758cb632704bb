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

/** Two 3x3 convolutions beside a shortcut (He et al. 2015, figure 5). */
final class BasicBlock implements Layer {
    private final Conv2d first;
    private final Conv2d second;
    private final Optional<Conv2d> shortcut;

    private BasicBlock(Conv2d first, Conv2d second, Optional<Conv2d> shortcut) {
        this.first = first;
        this.second = second;
        this.shortcut = shortcut;
    }

    static BasicBlock of(Parameters parameters, String name, ResidualBlock spec, NormSpec norm) throws IOException {
        return new BasicBlock(
                Conv2d.of(parameters, name + ".conv1", new ConvGeometry(spec.stride(), 1, 1), norm, Activation.RELU),
                Conv2d.of(parameters, name + ".conv2", new ConvGeometry(1, 1, 1), norm, Activation.RELU),
                shortcut(parameters, name, spec, norm));
    }

    static Optional<Conv2d> shortcut(Parameters parameters, String name, ResidualBlock spec, NormSpec norm)
            throws IOException {
        return spec.projects()
                ? Optional.of(Conv2d.of(
                        parameters, name + ".shortcut", new ConvGeometry(spec.stride(), 0, 1), norm, Activation.NONE))
                : Optional.empty();
    }

    @Override
    public Tensor forward(Tensor input, StageObserver observer) {
        Tensor filtered = first.forward(input, observer);
        Tensor kept = shortcut.isPresent() ? shortcut.get().forward(input, observer) : input;
        Tensor output = second.forward(filtered, kept, observer);
        filtered.close();
        return output;
    }
}
