package maskrcnn4j.model;

import java.io.IOException;
import maskrcnn4j.mask.MaskPaster;
import maskrcnn4j.model.backbone.Backbone;
import maskrcnn4j.model.backbone.FeaturePyramid;
import maskrcnn4j.model.backbone.MobileTrunk;
import maskrcnn4j.model.image.FramedTransform;
import maskrcnn4j.model.image.ImageTransform;
import maskrcnn4j.model.image.InputTransform;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.roi.BoxFeatures;
import maskrcnn4j.model.roi.BoxHead;
import maskrcnn4j.model.roi.BoxPlacement;
import maskrcnn4j.model.roi.ConvolutionalMaskHead;
import maskrcnn4j.model.roi.DetectionSelection;
import maskrcnn4j.model.roi.DetectionSelector;
import maskrcnn4j.model.roi.FullyConnectedBoxHead;
import maskrcnn4j.model.roi.InvertedResidualBoxHead;
import maskrcnn4j.model.roi.InvertedResidualMaskHead;
import maskrcnn4j.model.roi.MaskHead;
import maskrcnn4j.model.roi.NormalizedDetectionSelector;
import maskrcnn4j.model.roi.NormalizedPictureBoxes;
import maskrcnn4j.model.roi.NormalizedRoiAlign;
import maskrcnn4j.model.roi.NormedBoxHead;
import maskrcnn4j.model.roi.PictureBoxes;
import maskrcnn4j.model.roi.RoiAlign;
import maskrcnn4j.model.rpn.AnchorGenerator;
import maskrcnn4j.model.rpn.NormalizedProposalSelector;
import maskrcnn4j.model.rpn.ProposalSelection;
import maskrcnn4j.model.rpn.ProposalSelector;
import maskrcnn4j.model.rpn.RpnHead;
import maskrcnn4j.spec.AnchorSpec;
import maskrcnn4j.spec.BackboneSpec;
import maskrcnn4j.spec.BoxHeadSpec;
import maskrcnn4j.spec.FrameRule;
import maskrcnn4j.spec.MaskHeadSpec;
import maskrcnn4j.spec.ModelSpec;

/**
 * The parts of a network, in the order in which a picture meets them.
 *
 * @param transform from picture to network input
 * @param backbone to feature maps
 * @param rpnHead to objectness and deltas of every anchor
 * @param proposals to proposals
 * @param boxAlign to the features of each proposal
 * @param boxHead to classes and boxes
 * @param detections to detections
 * @param maskAlign to the features of each detection
 * @param maskHead to soft masks
 * @param pictureBoxes to boxes in the picture's size
 * @param paster to masks in the picture's size
 */
record Parts(
        InputTransform transform,
        Backbone backbone,
        RpnHead rpnHead,
        ProposalSelection proposals,
        BoxFeatures boxAlign,
        BoxHead boxHead,
        DetectionSelection detections,
        BoxFeatures maskAlign,
        MaskHead maskHead,
        BoxPlacement pictureBoxes,
        MaskPaster paster) {

    /** Builds the parts that a spec describes. Which class plays a part is decided here and nowhere else. */
    static Parts of(ModelSpec spec, Parameters parameters) throws IOException {
        return spec.anchors() instanceof AnchorSpec.Corners corners
                ? inUnitsOfInput(spec, corners, parameters)
                : inPixels(spec, parameters);
    }

    private static Parts inUnitsOfInput(ModelSpec spec, AnchorSpec.Corners anchors, Parameters parameters)
            throws IOException {
        FrameRule frames = spec.image()
                .frame()
                .orElseThrow(() -> new IllegalArgumentException(
                        "image.frame is missing: anchors of the kind corners need pictures in frames"));
        int proposals = spec.rpn().proposals().proposals();
        return new Parts(
                transform(spec, parameters),
                backbone(spec.backbone(), parameters),
                RpnHead.of(spec.rpn(), parameters),
                new NormalizedProposalSelector(spec.rpn().proposals(), anchors),
                new NormalizedRoiAlign(spec.boxHead().roiAlign().size(), frames),
                boxHead(spec.boxHead(), parameters),
                new NormalizedDetectionSelector(spec.detections(), spec.boxHead(), proposals, frames),
                new NormalizedRoiAlign(spec.maskHead().roiAlign().size(), frames),
                maskHead(spec.maskHead(), parameters),
                new NormalizedPictureBoxes(frames),
                new MaskPaster(spec.paste()));
    }

    private static InputTransform transform(ModelSpec spec, Parameters parameters) {
        return spec.image().frame().isPresent()
                ? new FramedTransform(
                        spec.image(), spec.image().frame().get(), parameters.device(), parameters.elementType())
                : new ImageTransform(spec.image(), parameters.device(), parameters.elementType());
    }

    private static Parts inPixels(ModelSpec spec, Parameters parameters) throws IOException {
        return new Parts(
                transform(spec, parameters),
                backbone(spec.backbone(), parameters),
                RpnHead.of(spec.rpn(), parameters),
                new ProposalSelector(spec.rpn().proposals(), new AnchorGenerator(spec.anchors()), spec.boxRule()),
                new RoiAlign(spec.boxHead().roiAlign()),
                boxHead(spec.boxHead(), parameters),
                new DetectionSelector(spec.detections(), spec.boxHead(), spec.classes(), spec.boxRule()),
                new RoiAlign(spec.maskHead().roiAlign()),
                maskHead(spec.maskHead(), parameters),
                new PictureBoxes(spec.detections(), spec.boxRule()),
                new MaskPaster(spec.paste()));
    }

    private static Backbone backbone(BackboneSpec spec, Parameters parameters) throws IOException {
        if (spec instanceof BackboneSpec.MobileTrunk trunk) {
            return MobileTrunk.of(trunk, parameters);
        }
        return FeaturePyramid.of((BackboneSpec.FeaturePyramid) spec, parameters);
    }

    private static BoxHead boxHead(BoxHeadSpec spec, Parameters parameters) throws IOException {
        if (spec instanceof BoxHeadSpec.InvertedResiduals blocks) {
            return InvertedResidualBoxHead.of(blocks, parameters);
        }
        if (spec instanceof BoxHeadSpec.NormedLayers layers) {
            return NormedBoxHead.of(layers, parameters);
        }
        return FullyConnectedBoxHead.of((BoxHeadSpec.FullyConnected) spec, parameters);
    }

    private static MaskHead maskHead(MaskHeadSpec spec, Parameters parameters) throws IOException {
        if (spec instanceof MaskHeadSpec.InvertedResiduals blocks) {
            return InvertedResidualMaskHead.of(blocks, parameters);
        }
        return ConvolutionalMaskHead.of((MaskHeadSpec.Convolutions) spec, parameters);
    }

    private static IllegalStateException unknown(Object spec) {
        return new IllegalStateException("no part for " + spec.getClass().getSimpleName());
    }
}
