package maskrcnn4j.model.roi;

import java.io.IOException;
import maskrcnn4j.model.layer.InvertedResidualBlock;
import maskrcnn4j.model.layer.Layer;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.layer.Sequential;
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
    private static final ConvGeometry DOUBLE = new ConvGeometry(2, 0, 1);

    private final Layer body;
    private final Tensor deconvWeight;
    private final Tensor deconvBias;
    private final Tensor logitsWeight;
    private final Tensor logitsBias;
    private final Tensor upsampleWeight;
    private final Tensor upsampleBias;
    private final ElementType type;

    private InvertedResidualMaskHead(MaskHeadSpec.InvertedResiduals spec, Parameters parameters) throws IOException {
        type = parameters.elementType();
        body = new Sequential(InvertedResidualBlock.all(parameters, "mask", spec.blocks()));
        deconvWeight =
                parameters.prepare("mask.deconv.weight", plain -> plain.to(type).channelsLast());
        deconvBias = parameters.prepare("mask.deconv.bias", plain -> plain.to(type));
        logitsWeight = parameters.prepare("mask.logits.weight", plain -> plain.reshape(plain.size(0), plain.size(1)));
        logitsBias = parameters.prepare("mask.logits.bias", plain -> plain);
        upsampleWeight = parameters.prepare("mask.upsample.weight", plain -> plain);
        upsampleBias = parameters.prepare("mask.upsample.bias", plain -> plain);
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
        Tensor features =
                Convolutions.transposed(body.forward(rois.to(type), observer), deconvWeight, deconvBias, DOUBLE);
        if (observer.wantsLayers()) {
            observer.tensor("mask.deconv", features);
        }
        Tensor x = features.reluInPlace().to(ElementType.FLOAT32);
        if (observer.wantsLayers()) {
            observer.tensor("mask.deconv.relu", x);
            showAllClasses(x, observer);
        }
        long masks = x.size(0);
        long side = x.size(2);
        Tensor own = Tensors.of(labels, masks).to(x.device());
        Tensor pixels = x.permute(0, 2, 3, 1).reshape(masks, side * side, x.size(1));
        Tensor logits = pixels.matmul(logitsWeight.indexSelect(0, own).reshape(masks, -1, 1))
                .add(logitsBias.indexSelect(0, own).reshape(masks, 1, 1));
        Tensor upsampled = Convolutions.transposed(
                logits.reshape(1, masks, side, side),
                upsampleWeight.indexSelect(0, own),
                upsampleBias.indexSelect(0, own),
                upsampling(masks));
        return upsampled.sigmoid().reshape(masks, 2 * side, 2 * side);
    }

    /** Computes what only an onlooker needs: the maps of all classes. */
    private void showAllClasses(Tensor x, StageObserver observer) {
        long classes = logitsWeight.size(0);
        Tensor logits =
                Convolutions.convolve(x, logitsWeight.reshape(classes, -1, 1, 1), logitsBias, ConvGeometry.POINTWISE);
        observer.tensor("mask.logits", logits);
        observer.tensor(
                "mask.upsample", Convolutions.transposed(logits, upsampleWeight, upsampleBias, upsampling(classes)));
    }

    private static ConvGeometry upsampling(long maps) {
        return new ConvGeometry(2, 1, Math.toIntExact(maps));
    }
}
