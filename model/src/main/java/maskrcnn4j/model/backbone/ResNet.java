package maskrcnn4j.model.backbone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.model.layer.Conv2d;
import maskrcnn4j.model.layer.Layer;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.layer.Sequential;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.Activation;
import maskrcnn4j.spec.ResidualBlock;
import maskrcnn4j.spec.TrunkSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Maps;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;

/** ResNet, ResNeXt and wide ResNet; see {@link TrunkSpec.ResNet}. */
public final class ResNet implements Trunk {
    private final Layer stem;
    private final List<Layer> stages;
    private final TrunkSpec.ResNet.StemPool pool;

    private ResNet(Layer stem, TrunkSpec.ResNet.StemPool pool, List<Layer> stages) {
        this.stem = stem;
        this.pool = pool;
        this.stages = List.copyOf(stages);
    }

    /**
     * Reads the trunk.
     *
     * @throws IOException if the weights cannot be read
     */
    public static ResNet of(TrunkSpec.ResNet spec, Parameters parameters) throws IOException {
        Layer stem = Conv2d.of(parameters, "backbone.stem", new ConvGeometry(2, 3, 1), spec.norm(), Activation.RELU);
        List<Layer> stages = new ArrayList<>();
        for (int s = 0; s < spec.blocks().size(); s++) {
            List<Layer> blocks = new ArrayList<>();
            for (ResidualBlock block : spec.stage(s)) {
                String name = "backbone.stage" + (s + 1) + "." + blocks.size();
                blocks.add(
                        block.bottleneck()
                                ? BottleneckBlock.of(parameters, name, block, spec.norm())
                                : BasicBlock.of(parameters, name, block, spec.norm()));
            }
            stages.add(new Sequential(blocks));
        }
        return new ResNet(stem, spec.stemPool(), stages);
    }

    @Override
    public List<Tensor> forward(Tensor input, StageObserver observer) {
        List<Tensor> levels = new ArrayList<>();
        Tensor x = pooledStem(input, observer);
        observer.tensor("backbone.stem.pool", x);
        for (int s = 0; s < stages.size(); s++) {
            Tensor y = stages.get(s).forward(x, observer);
            observer.tensor("backbone.c" + (s + 2), y);
            levels.add(y);
            if (s == 0 && y != x) {
                x.close();
            }
            x = y;
        }
        return levels;
    }

    private Tensor pooledStem(Tensor input, StageObserver observer) {
        try (Scope scope = Scope.open()) {
            Tensor x = stem.forward(input, observer);
            return scope.keep(
                    pool == TrunkSpec.ResNet.StemPool.ALL_SIDES
                            ? Maps.maxPool(x, 3, 2, 1)
                            : Maps.maxPoolToTheEnd(x, 3, 2));
        }
    }
}
