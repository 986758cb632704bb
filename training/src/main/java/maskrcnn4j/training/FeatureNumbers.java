package maskrcnn4j.training;

import java.util.List;
import maskrcnn4j.spec.Activation;
import maskrcnn4j.spec.BackboneSpec;
import maskrcnn4j.spec.BoxHeadSpec;
import maskrcnn4j.spec.InvertedResidual;
import maskrcnn4j.spec.MaskHeadSpec;
import maskrcnn4j.spec.MobileBlock;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.spec.ResidualBlock;
import maskrcnn4j.spec.TrunkSpec;

/**
 * How many numbers of feature maps a training pass holds until its gradients are computed: the output of every convolution,
 * and that of what follows it, where it does not overwrite it.
 */
final class FeatureNumbers {
    private FeatureNumbers() {}

    /** Of the backbone, and of the region proposal network, for a pixel of the network input. */
    static double perPixel(BackboneSpec backbone) {
        if (backbone instanceof BackboneSpec.MobileTrunk trunk) {
            return trunk.stemChannels() / 4.0 + ofBlocks(trunk.blocks(), 1 / 4.0);
        }
        BackboneSpec.FeaturePyramid pyramid = (BackboneSpec.FeaturePyramid) backbone;
        double sum = perPixel(pyramid.trunk());
        double maps = 2 * maps(pyramid.norm(), Activation.NONE) // lateral and output
                + 1 // the coarser level, enlarged
                + 1 // all levels as rows, which rois are cut from
                + 1; // the region proposal head
        for (TrunkSpec.Level level : pyramid.trunk().levels()) {
            sum += maps * pyramid.channels() / (level.stride() * level.stride());
        }
        return sum;
    }

    /** Of a chain of blocks, whose input has so many cells. */
    private static double ofBlocks(List<InvertedResidual> blocks, double inputCells) {
        double cells = inputCells;
        double sum = 0;
        for (InvertedResidual block : blocks) {
            sum += block.expanded() * cells;
            cells /= block.stride() * block.stride();
            sum += (block.expanded() + block.out()) * cells;
        }
        return sum;
    }

    private static double perPixel(TrunkSpec trunk) {
        return trunk instanceof TrunkSpec.ResNet resnet ? ofResNet(resnet) : ofMobileNet((TrunkSpec.MobileNet) trunk);
    }

    private static double ofResNet(TrunkSpec.ResNet resnet) {
        double inner = maps(resnet.norm(), Activation.RELU);
        double sum = inner * resnet.stemChannels() / 4.0 + resnet.stemChannels() / 16.0;
        for (int stage = 0; stage < resnet.blocks().size(); stage++) {
            double area = Math.pow(4, stage + 2);
            double before = area;
            for (ResidualBlock block : resnet.stage(stage)) {
                double first = block.stride() == 2 && !resnet.strideIn1x1() ? before / 4 : area;
                sum += inner * block.width() / (block.bottleneck() ? first : area);
                sum += block.bottleneck() ? inner * block.width() / area : 0;
                sum += (maps(resnet.norm(), Activation.NONE) + added(resnet.norm())) * block.out() / area;
                sum += !block.projects() ? 0 : maps(resnet.norm(), Activation.NONE) * block.out() / area;
            }
        }
        return sum;
    }

    private static double ofMobileNet(TrunkSpec.MobileNet net) {
        double area = 4;
        double sum = maps(net.norm(), net.stemActivation()) * net.stemChannels() / area;
        for (MobileBlock block : net.blocks()) {
            double inner = maps(net.norm(), block.activation()) * block.expanded();
            sum += block.expands() ? inner / area : 0;
            area *= block.stride() * block.stride();
            sum += inner / area + (block.squeezed() > 0 ? block.expanded() / area : 0);
            double shortcut = block.addsInput() ? added(net.norm()) : 0;
            sum += (maps(net.norm(), Activation.NONE) + shortcut) * block.out() / area;
        }
        return sum + maps(net.norm(), net.stemActivation()) * net.lastChannels() / area;
    }

    /** Of the box head, for each proposal. */
    static double perProposal(ModelSpec spec) {
        double cell = Math.pow(spec.boxHead().roiAlign().size(), 2);
        double sum = 2 * cell * spec.backbone().channels(); // cut, and laid out for the head
        if (spec.boxHead() instanceof BoxHeadSpec.FullyConnected head) {
            sum += head.convolutions() * maps(head.norm(), Activation.RELU) * cell * head.channels();
            sum += 2.0 * head.layers() * head.features();
        } else if (spec.boxHead() instanceof BoxHeadSpec.InvertedResiduals head) {
            sum += ofBlocks(head.blocks(), cell);
        } else if (spec.boxHead() instanceof BoxHeadSpec.NormedLayers head) {
            sum += head.layers() * maps(head.norm(), Activation.RELU) * head.features();
        }
        return sum;
    }

    /** Of the mask head, for each proposal that is an object. */
    static double perObject(ModelSpec spec, int classes) {
        double cell = Math.pow(spec.maskHead().roiAlign().size(), 2);
        double sum = 2 * cell * spec.backbone().channels();
        if (spec.maskHead() instanceof MaskHeadSpec.Convolutions head) {
            sum += head.count() * maps(head.norm(), Activation.RELU) * cell * head.channels();
            sum += 4 * cell * (head.channels() + 3.0 * classes); // enlarged; logits, in float32 too
        } else if (spec.maskHead() instanceof MaskHeadSpec.InvertedResiduals head) {
            sum += ofBlocks(head.blocks(), cell) + 4 * cell * (head.channels() + 3.0 * classes);
        }
        return sum;
    }

    /** Maps for a convolution with what follows it. ReLU takes the place of what comes before it. */
    private static double maps(NormSpec norm, Activation activation) {
        boolean own = activation != Activation.NONE && activation != Activation.RELU;
        return 1 + (isLive(norm) ? 1 : 0) + (own ? 1 : 0);
    }

    /** Maps for a sum with the shortcut. */
    private static double added(NormSpec norm) {
        return isLive(norm) ? 1 : 0;
    }

    private static boolean isLive(NormSpec norm) {
        return norm.kind() == NormSpec.Kind.BATCH || norm.kind() == NormSpec.Kind.GROUP;
    }
}
