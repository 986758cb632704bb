package maskrcnn4j.model.layer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.InvertedResidual;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Tensor;

/** MobileNetV2's block (Sandler et al. 2018) as MaskRCNN2Go uses it; see {@link InvertedResidual}. */
public final class InvertedResidualBlock implements Layer {
    private final String name;
    private final Layer expand;
    private final Layer depthwise;
    private final Layer project;
    private final boolean addsInput;

    private InvertedResidualBlock(String name, Layer expand, Layer depthwise, Layer project, boolean addsInput) {
        this.name = name;
        this.expand = expand;
        this.depthwise = depthwise;
        this.project = project;
        this.addsInput = addsInput;
    }

    /**
     * Reads the blocks {@code PREFIX.block0}, {@code PREFIX.block1}, ...
     *
     * @throws IOException if the weights cannot be read
     */
    public static List<Layer> all(Parameters parameters, String prefix, List<InvertedResidual> specs)
            throws IOException {
        List<Layer> blocks = new ArrayList<>();
        for (int i = 0; i < specs.size(); i++) {
            String name = prefix + ".block" + i;
            InvertedResidual spec = specs.get(i);
            blocks.add(new InvertedResidualBlock(
                    name,
                    Conv2d.of(parameters, name + ".expand", ConvGeometry.POINTWISE, true),
                    Conv2d.of(
                            parameters,
                            name + ".depthwise",
                            new ConvGeometry(spec.stride(), 1, spec.expanded()),
                            false),
                    Conv2d.of(parameters, name + ".project", ConvGeometry.POINTWISE, false),
                    spec.addsInput()));
        }
        return blocks;
    }

    @Override
    public Tensor forward(Tensor input, StageObserver observer) {
        Tensor expanded = expand.forward(input, observer);
        Tensor filtered = depthwise.forward(expanded, observer);
        expanded.close();
        Tensor output = project.forward(filtered, observer);
        filtered.close();
        if (addsInput) {
            output.addInPlace(input);
            if (observer.wantsLayers()) {
                observer.tensor(name, output);
            }
        }
        return output;
    }
}
