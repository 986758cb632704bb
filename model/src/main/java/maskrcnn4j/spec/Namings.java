package maskrcnn4j.spec;

import java.util.Optional;

/** How the families name their tensors. */
final class Namings {
    private static final String TV_BODY = "backbone.body.";
    private static final String TV_FPN = "backbone.fpn.";
    private static final String TV_HEADS = "roi_heads.";
    private static final String D2_BODY = "backbone.bottom_up.";
    private static final String D2_RPN = "proposal_generator.rpn_head.";

    private Namings() {}

    /** Our own names. */
    static WeightNaming own() {
        return new WeightNaming() {
            @Override
            public Optional<Renamed> rename(String theirs) {
                return Optional.of(new Renamed(theirs, Layout.SAME));
            }

            @Override
            public Optional<String> foreign(String ours) {
                return Optional.of(ours);
            }
        };
    }

    /**
     * torchvision's detection models: the module names of 0.13 and later, and those that its published files hold.
     *
     * @param boxConvolutions how many convolutions its box head has, by which its fully connected layer is numbered
     */
    static WeightNaming torchvision(int boxConvolutions) {
        NameRules.Builder rules = NameRules.builder()
                .normed("backbone.stem", TV_BODY + "conv1", TV_BODY + "bn1")
                .normed(
                        "backbone.stage{s}.{b}.conv{i}",
                        TV_BODY + "layer{s}.{b}.conv{i}",
                        TV_BODY + "layer{s}.{b}.bn{i}")
                .normed(
                        "backbone.stage{s}.{b}.shortcut",
                        TV_BODY + "layer{s}.{b}.downsample.0",
                        TV_BODY + "layer{s}.{b}.downsample.1")
                .normed("fpn.lateral{l}", TV_FPN + "inner_blocks.{l-2}.0", TV_FPN + "inner_blocks.{l-2}.1")
                .normed("fpn.output{l}", TV_FPN + "layer_blocks.{l-2}.0", TV_FPN + "layer_blocks.{l-2}.1")
                .layer("fpn.lateral{l}", TV_FPN + "inner_blocks.{l-2}")
                .layer("fpn.output{l}", TV_FPN + "layer_blocks.{l-2}")
                .layer("rpn.conv{k}", "rpn.head.conv.{k-1}.0")
                .layer("rpn.conv1", "rpn.head.conv")
                .layer("rpn.objectness", "rpn.head.cls_logits")
                .layer("rpn.deltas", "rpn.head.bbox_pred");
        if (boxConvolutions == 0) {
            rules.layer("box.fc{k}", TV_HEADS + "box_head.fc{k+5}");
        } else {
            rules.normed("box.conv{k}", TV_HEADS + "box_head.{k-1}.0", TV_HEADS + "box_head.{k-1}.1")
                    .layer("box.fc1", TV_HEADS + "box_head." + (boxConvolutions + 1));
        }
        return rules.layer("box.cls", TV_HEADS + "box_predictor.cls_score")
                .layer("box.reg", TV_HEADS + "box_predictor.bbox_pred")
                .normed("mask.conv{k}", TV_HEADS + "mask_head.{k-1}.0", TV_HEADS + "mask_head.{k-1}.1")
                .layer("mask.conv{k}", TV_HEADS + "mask_head.mask_fcn{k}")
                .layer("mask.deconv", TV_HEADS + "mask_predictor.conv5_mask")
                .layer("mask.logits", TV_HEADS + "mask_predictor.mask_fcn_logits")
                .ignore(".*\\.num_batches_tracked")
                .build();
    }

    /**
     * detectron2's models.
     *
     * @param rpnConvolutions how many convolutions the RPN head has, by which they are named
     */
    static WeightNaming detectron2(int rpnConvolutions) {
        NameRules.Builder rules = NameRules.builder();
        if (rpnConvolutions == 1) {
            rules.layer("rpn.conv1", D2_RPN + "conv");
        }
        return rules.normed("backbone.stem", D2_BODY + "stem.conv1", D2_BODY + "stem.conv1.norm")
                .normed(
                        "backbone.stage{s}.{b}.conv{i}",
                        D2_BODY + "res{s+1}.{b}.conv{i}",
                        D2_BODY + "res{s+1}.{b}.conv{i}.norm")
                .normed(
                        "backbone.stage{s}.{b}.shortcut",
                        D2_BODY + "res{s+1}.{b}.shortcut",
                        D2_BODY + "res{s+1}.{b}.shortcut.norm")
                .normed("fpn.lateral{l}", "backbone.fpn_lateral{l}", "backbone.fpn_lateral{l}.norm")
                .normed("fpn.output{l}", "backbone.fpn_output{l}", "backbone.fpn_output{l}.norm")
                .layer("rpn.conv{k}", D2_RPN + "conv.conv{k-1}")
                .layer("rpn.objectness", D2_RPN + "objectness_logits")
                .layer("rpn.deltas", D2_RPN + "anchor_deltas")
                .normed("box.conv{k}", "roi_heads.box_head.conv{k}", "roi_heads.box_head.conv{k}.norm")
                .layer("box.fc{k}", "roi_heads.box_head.fc{k}")
                .layer("box.cls", "roi_heads.box_predictor.cls_score")
                .layer("box.reg", "roi_heads.box_predictor.bbox_pred")
                .normed("mask.conv{k}", "roi_heads.mask_head.mask_fcn{k}", "roi_heads.mask_head.mask_fcn{k}.norm")
                .layer("mask.deconv", "roi_heads.mask_head.deconv")
                .layer("mask.logits", "roi_heads.mask_head.predictor")
                .aliases(Caffe2Naming.model())
                .ignore("pixel_(mean|std)")
                .ignore(".*anchor_generator\\.cell_anchors.*")
                .ignore(".*\\.num_batches_tracked")
                .build();
    }
}
