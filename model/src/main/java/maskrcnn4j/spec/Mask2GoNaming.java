package maskrcnn4j.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of MaskRCNN2Go's Caffe2 blobs: {@code xif3_4_pwl_conv_w_int8}, {@code _[bbox]_xif4_0_dw_conv_w_int8}, ... */
final class Mask2GoNaming implements WeightNaming {
    /** Blocks of the trunk in order; those of the heads begin at the stage after it. */
    private static final List<String> TRUNK =
            List.of("0_0", "1_0", "1_1", "2_0", "2_1", "2_2", "3_0", "3_1", "3_2", "3_3", "3_4", "3_5", "3_6");

    private static final List<String> RPN = List.of("3_4", "3_5", "3_6");
    private static final List<String> HEAD = List.of("4_0", "4_1", "4_2", "4_3");

    private static final Pattern BLOCK = Pattern.compile("(\\[rpn]|_\\[bbox]_|_\\[mask]_|)xif(\\d_\\d)_(.+)");

    private static final Map<String, String> LAYERS = Map.ofEntries(
            Map.entry("pw_conv_w", "expand.weight"),
            Map.entry("pw_bn_b", "expand.bias"),
            Map.entry("dw_conv_w", "depthwise.weight"),
            Map.entry("dw_conv_b_zero_generated", "depthwise.bias"),
            Map.entry("conv_w", "project.weight"),
            Map.entry("bn_b", "project.bias"),
            Map.entry("pwl_conv_w", "project.weight"),
            Map.entry("pwl_bn_b", "project.bias"));

    private static final Map<String, String> SINGLES = Map.ofEntries(
            Map.entry("conv0_conv_w", "backbone.stem.weight"),
            Map.entry("conv0_bn_b", "backbone.stem.bias"),
            Map.entry("rpn_cls_logits_w", "rpn.objectness.weight"),
            Map.entry("rpn_cls_logits_b", "rpn.objectness.bias"),
            Map.entry("rpn_bbox_pred_w", "rpn.deltas.weight"),
            Map.entry("rpn_bbox_pred_b", "rpn.deltas.bias"),
            Map.entry("_[bbox]_xif4_3_bn_1x1_conv_w", "box.conv.weight"),
            Map.entry("_[bbox]_xif4_3_bn_1x1_bn_b", "box.conv.bias"),
            Map.entry("cls_score_w", "box.cls.weight"),
            Map.entry("cls_score_b", "box.cls.bias"),
            Map.entry("bbox_pred_w", "box.reg.weight"),
            Map.entry("bbox_pred_b", "box.reg.bias"),
            Map.entry("conv5_mask_w", "mask.deconv.weight"),
            Map.entry("conv5_mask_b", "mask.deconv.bias"),
            Map.entry("mask_fcn_logits_w", "mask.logits.weight"),
            Map.entry("mask_fcn_logits_b", "mask.logits.bias"),
            Map.entry("mask_fcn_logits_up_b", "mask.upsample.bias"));

    @Override
    public Optional<Renamed> rename(String theirs) {
        String name = theirs.endsWith("_int8") ? theirs.substring(0, theirs.length() - "_int8".length()) : theirs;
        if (name.equals("mask_fcn_logits_up_w")) {
            return Optional.of(new Renamed("mask.upsample.weight", Layout.DIAGONAL));
        }
        String single = SINGLES.get(name);
        if (single != null) {
            return Optional.of(new Renamed(single, Layout.SAME));
        }
        Matcher block = BLOCK.matcher(name);
        if (!block.matches()) {
            return Optional.empty();
        }
        String layer = LAYERS.get(block.group(3));
        String part = switch (block.group(1)) {
            case "[rpn]" -> "rpn";
            case "_[bbox]_" -> "box";
            case "_[mask]_" -> "mask";
            default -> "backbone";
        };
        List<String> order = part.equals("backbone") ? TRUNK : part.equals("rpn") ? RPN : HEAD;
        int index = order.indexOf(block.group(2));
        return layer == null || index < 0
                ? Optional.empty()
                : Optional.of(new Renamed(part + ".block" + index + "." + layer, Layout.SAME));
    }
}
