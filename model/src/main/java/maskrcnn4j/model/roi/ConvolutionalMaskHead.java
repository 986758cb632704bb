package maskrcnn4j.model.roi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import maskrcnn4j.model.layer.Conv2d;
import maskrcnn4j.model.layer.Deconv2x2;
import maskrcnn4j.model.layer.Layer;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.layer.Sequential;
import maskrcnn4j.model.layer.Weight;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.Activation;
import maskrcnn4j.spec.MaskHeadSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Convolutions;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/**
 * A mask head of convolutions; see {@link MaskHeadSpec.Convolutions}.
 *
 * <p>For detections only the map of their own class is computed: the others are never looked at.
 */
public final class ConvolutionalMaskHead implements MaskHead {
    /**
     * How many masks are drawn at once on a CPU: what lies between the layers then stays in the cache. A hundred at once took
     * 0.18 s for the products of the last layer alone, twenty at a time 0.02 s for all of them.
     */
    private static final int AT_ONCE = 20;

    private final Parameters parameters;
    private final Layer body;
    private final Deconv2x2 deconv;
    private final Weight logitsWeight;
    private final Weight logitsBias;

    private ConvolutionalMaskHead(MaskHeadSpec.Convolutions spec, Parameters parameters) throws IOException {
        this.parameters = parameters;
        List<Layer> layers = new ArrayList<>();
        for (int i = 1; i <= spec.count(); i++) {
            layers.add(Conv2d.of(parameters, "mask.conv" + i, new ConvGeometry(1, 1, 1), spec.norm(), Activation.RELU));
        }
        body = new Sequential(layers);
        deconv = Deconv2x2.of(parameters, "mask.deconv");
        logitsWeight = parameters.weight("mask.logits.weight", plain -> plain);
        logitsBias = parameters.weight("mask.logits.bias", plain -> plain);
    }

    /**
     * Reads the head.
     *
     * @throws IOException if the weights cannot be read
     */
    public static ConvolutionalMaskHead of(MaskHeadSpec.Convolutions spec, Parameters parameters) throws IOException {
        return new ConvolutionalMaskHead(spec, parameters);
    }

    @Override
    public Tensor forward(Tensor rois, int[] masks, StageObserver observer) {
        if (masks.length <= AT_ONCE || !parameters.device().isCpu() || observer.wantsLayers()) {
            return draw(rois, masks, observer);
        }
        List<Tensor> drawn = new ArrayList<>();
        for (int from = 0; from < masks.length; from += AT_ONCE) {
            int[] some = Arrays.copyOfRange(masks, from, Math.min(from + AT_ONCE, masks.length));
            try (Scope scope = Scope.open()) {
                drawn.add(scope.keep(draw(rois.narrow(0, from, some.length), some, observer)));
            }
        }
        return Tensors.concatenate(drawn, 0);
    }

    private Tensor draw(Tensor rois, int[] masks, StageObserver observer) {
        Tensor features = features(rois, observer);
        Tensor blocks = deconv.forward(features, observer).to(ElementType.FLOAT32);
        if (observer.wantsLayers()) {
            observer.tensor("mask.logits", allClasses(blocks, features.size(2), features.size(3)));
        }
        long count = masks.length;
        Tensor own = Tensors.of(masks, count).to(blocks.device());
        // A sum of products, not a matrix product: see Linear.
        Tensor logits = blocks.multiply(logitsWeight.get().indexSelect(0, own).reshape(count, 1, 1, -1))
                .sum(3)
                .add(logitsBias.get().indexSelect(0, own).reshape(count, 1, 1));
        long side = 2 * features.size(2);
        return Deconv2x2.unfold(logits.reshape(count, -1, 4, 1), features.size(2), features.size(3))
                .sigmoid()
                .reshape(count, side, side);
    }

    @Override
    public Tensor logits(Tensor rois, StageObserver observer) {
        Tensor features = features(rois, observer);
        Tensor blocks = deconv.forward(features, observer).to(ElementType.FLOAT32);
        return allClasses(blocks, features.size(2), features.size(3));
    }

    private Tensor features(Tensor rois, StageObserver observer) {
        Tensor features = body.forward(parameters.layOut(rois), observer);
        observer.tensor("mask.features", features);
        return features;
    }

    private Tensor allClasses(Tensor blocks, long height, long width) {
        Tensor logits = Convolutions.convolve(
                blocks.permute(0, 3, 1, 2), logitsWeight.get(), logitsBias.get(), ConvGeometry.POINTWISE);
        return Deconv2x2.unfold(logits.permute(0, 2, 3, 1), height, width);
    }
}
