package maskrcnn4j.spec;

import maskrcnn4j.spec.WeightNaming.Layout;

/**
 * The blobs of Detectron, Caffe2's Mask R-CNN, and of the ResNets that MSRA published: {@code res2_0_branch2a_w}, {@code
 * fpn_inner_res2_2_sum_lateral_w}, ... They come out as detectron2's models hold them: the background last.
 *
 * <p>The rules are those of detectron2's loader for such files. Their norms are a factor and an offset alone; a model with
 * batch normalisation takes the mean 0 and the variance that makes the factor 1.
 */
final class Caffe2Naming {
    private Caffe2Naming() {}

    /** The trunk alone. */
    static NameRules trunk() {
        NameRules.Builder rules = NameRules.builder();
        trunk(rules);
        return rules.build();
    }

    /** The whole model. */
    static NameRules model() {
        NameRules.Builder rules = NameRules.builder();
        trunk(rules);
        // The number after the stage's counts its blocks, which our names need not know.
        layer(rules, "fpn.lateral{l}", "fpn_inner_res{l}_{b}_sum_lateral");
        layer(rules, "fpn.lateral{l}", "fpn_inner_res{l}_{b}_sum");
        layer(rules, "fpn.output{l}", "fpn_res{l}_{b}_sum");
        layer(rules, "rpn.conv1", "conv_rpn_fpn2");
        layer(rules, "rpn.objectness", "rpn_cls_logits_fpn2");
        layer(rules, "rpn.deltas", "rpn_bbox_pred_fpn2");
        layer(rules, "box.fc1", "fc6");
        layer(rules, "box.fc2", "fc7");
        layer(rules, "box.cls", "cls_score", Layout.BACKGROUND_TO_END);
        layer(rules, "box.reg", "bbox_pred", Layout.WITHOUT_BACKGROUND_BOX);
        layer(rules, "mask.conv{k}", "_[mask]_fcn{k}");
        layer(rules, "mask.deconv", "conv5_mask");
        layer(rules, "mask.logits", "mask_fcn_logits", Layout.WITHOUT_BACKGROUND);
        return rules.build();
    }

    private static void trunk(NameRules.Builder rules) {
        layer(rules, "backbone.stem", "conv1");
        norm(rules, "backbone.stem", "res_conv1");
        String[] branches = {"branch2a", "branch2b", "branch2c"};
        for (int i = 0; i < branches.length; i++) {
            String ours = "backbone.stage{s}.{b}.conv" + (i + 1);
            layer(rules, ours, "res{s+1}_{b}_" + branches[i]);
            norm(rules, ours, "res{s+1}_{b}_" + branches[i]);
        }
        layer(rules, "backbone.stage{s}.{b}.shortcut", "res{s+1}_{b}_branch1");
        norm(rules, "backbone.stage{s}.{b}.shortcut", "res{s+1}_{b}_branch1");
        rules.ignore(".*_momentum").ignore("(fc1000|pred)_[wb]").ignore("lr|iter|weight_order|model_iter");
    }

    private static void layer(NameRules.Builder rules, String ours, String theirs) {
        layer(rules, ours, theirs, Layout.SAME);
    }

    private static void layer(NameRules.Builder rules, String ours, String theirs, Layout layout) {
        rules.alias(ours + ".weight", theirs + "_w", layout);
        rules.alias(ours + ".bias", theirs + "_b", layout);
    }

    private static void norm(NameRules.Builder rules, String ours, String theirs) {
        rules.alias(ours + ".norm.weight", theirs + "_bn_s", Layout.SAME);
        rules.alias(ours + ".norm.bias", theirs + "_bn_b", Layout.SAME);
        rules.alias(ours + ".norm.mean", theirs + "_bn_rm", Layout.SAME);
        rules.alias(ours + ".norm.var", theirs + "_bn_riv", Layout.SAME);
    }
}
