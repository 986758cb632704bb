package maskrcnn4j.model.roi;

import java.io.IOException;
import maskrcnn4j.model.layer.ClassUpsampling;
import maskrcnn4j.model.layer.Deconv2x2;
import maskrcnn4j.model.layer.InvertedResidualBlock;
import maskrcnn4j.model.layer.Layer;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.layer.Sequential;
import maskrcnn4j.model.layer.Weight;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.MaskHeadSpec;
import maskrcnn4j.tensor.ConvGeometry;
import maskrcnn4j.tensor.Convolutions;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/**
 * A mask head of inverted residual blocks; see {@link MaskHeadSpec.InvertedResiduals}.
 *
 * <p>Of the K maps of its last two layers only the one of each detection's class is computed: the others are never
 * looked at.
 */
public final class InvertedResidualMaskHead implements MaskHead {
    private final Layer body;
    private final Deconv2x2 deconv;
    private final Weight logitsWeight;
    private final Weight logitsBias;
    private final ClassUpsampling upsampling;
    private final ElementType type;

    private InvertedResidualMaskHead(MaskHeadSpec.InvertedResiduals spec, Parameters parameters) throws IOException {
        type = parameters.elementType();
        body = new Sequential(InvertedResidualBlock.all(parameters, "mask", spec.blocks()));
        deconv = Deconv2x2.of(parameters, "mask.deconv");
        logitsWeight = parameters.weight("mask.logits.weight", plain -> plain.reshape(plain.size(0), plain.size(1)));
        logitsBias = parameters.weight("mask.logits.bias", plain -> plain);
        upsampling = ClassUpsampling.of(parameters, "mask.upsample");
    }

    /**
     * Reads the head.
     *
     * @throws IOException if the weights cannot be read
     */
    public static InvertedResidualMaskHead of(MaskHeadSpec.InvertedResiduals spec, Parameters parameters)
            throws IOException {
        return new InvertedResidualMaskHead(spec, parameters);
    }

    @Override
    public Tensor forward(Tensor rois, int[] labels, StageObserver observer) {
        Tensor features = body.forward(rois.to(type), observer);
        long height = features.size(2);
        long width = features.size(3);
        Tensor blocks = deconv.forward(features, observer).to(ElementType.FLOAT32);
        if (observer.wantsLayers()) {
            allClasses(blocks, height, width, observer);
        }
        long masks = labels.length;
        Tensor own = Tensors.of(labels, masks).to(blocks.device());
        // A sum of products, not a matrix product: see Linear.
        Tensor logits = blocks.multiply(logitsWeight.get().indexSelect(0, own).reshape(masks, 1, 1, -1))
                .sum(3)
                .add(logitsBias.get().indexSelect(0, own).reshape(masks, 1, 1));
        Tensor maps = Deconv2x2.unfold(logits.reshape(masks, height * width, 4, 1), height, width);
        return upsampling.forward(maps, own).sigmoid().reshape(masks, 4 * height, 4 * width);
    }

    @Override
    public Tensor logits(Tensor rois, StageObserver observer) {
        Tensor features = body.forward(rois.to(type), observer);
        Tensor blocks = deconv.forward(features, observer).to(ElementType.FLOAT32);
        return allClasses(blocks, features.size(2), features.size(3), observer);
    }

    private Tensor allClasses(Tensor blocks, long height, long width, StageObserver observer) {
        long masks = blocks.size(0);
        long classes = logitsWeight.get().size(0);
        Tensor logits = Convolutions.convolve(
                Deconv2x2.unfold(blocks, height, width),
                logitsWeight.get().reshape(classes, -1, 1, 1),
                logitsBias.get(),
                ConvGeometry.POINTWISE);
        observer.tensor("mask.logits", logits);
        int[] each = new int[(int) (masks * classes)];
        for (int i = 0; i < each.length; i++) {
            each[i] = (int) (i % classes);
        }
        Tensor upsampled = upsampling.forward(
                logits.reshape(each.length, 1, 2 * height, 2 * width),
                Tensors.of(each, each.length).to(logits.device()));
        Tensor maps = upsampled.reshape(masks, classes, 4 * height, 4 * width);
        observer.tensor("mask.upsample", maps);
        return maps;
    }
}
