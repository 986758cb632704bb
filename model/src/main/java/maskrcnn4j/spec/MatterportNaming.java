package maskrcnn4j.spec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layers of matterport/Mask_RCNN in Keras files: {@code res4b_branch2a/res4b_branch2a/kernel:0}, and Keras' ResNet-50,
 * whose names they are.
 */
final class MatterportNaming implements WeightNaming {
    private static final Pattern TENSOR = Pattern.compile("([^/]+)/([^/]+)/(\\w+):0");
    private static final Pattern BLOCK = Pattern.compile("(res|bn)([2-5])([a-z])_branch(2a|2b|2c|1)");
    private static final Pattern OUR_BLOCK = Pattern.compile("backbone\\.stage(\\d+)\\.(\\d+)\\.(conv[123]|shortcut)");
    private static final List<String> BRANCHES = List.of("2a", "2b", "2c", "1");
    private static final List<String> OUR_BRANCHES = List.of("conv1", "conv2", "conv3", "shortcut");

    private static final Map<String, String> NORM = Map.of(
            "gamma", "norm.weight", "beta", "norm.bias", "moving_mean", "norm.mean", "moving_variance", "norm.var");

    /** Layers of theirs to layers of ours; those inside of the RPN have a path. */
    private static final Map<String, String> LAYERS = Map.ofEntries(
            Map.entry("conv1", "backbone.stem"),
            Map.entry("bn_conv1", "backbone.stem"),
            Map.entry("fpn_c5p5", "fpn.lateral5"),
            Map.entry("fpn_c4p4", "fpn.lateral4"),
            Map.entry("fpn_c3p3", "fpn.lateral3"),
            Map.entry("fpn_c2p2", "fpn.lateral2"),
            Map.entry("fpn_p5", "fpn.output5"),
            Map.entry("fpn_p4", "fpn.output4"),
            Map.entry("fpn_p3", "fpn.output3"),
            Map.entry("fpn_p2", "fpn.output2"),
            Map.entry("rpn_model/rpn_conv_shared", "rpn.conv1"),
            Map.entry("rpn_model/rpn_class_raw", "rpn.objectness"),
            Map.entry("rpn_model/rpn_bbox_pred", "rpn.deltas"),
            Map.entry("mrcnn_class_conv1", "box.fc1"),
            Map.entry("mrcnn_class_bn1", "box.fc1"),
            Map.entry("mrcnn_class_conv2", "box.fc2"),
            Map.entry("mrcnn_class_bn2", "box.fc2"),
            Map.entry("mrcnn_class_logits", "box.cls"),
            Map.entry("mrcnn_bbox_fc", "box.reg"),
            Map.entry("mrcnn_mask_conv1", "mask.conv1"),
            Map.entry("mrcnn_mask_bn1", "mask.conv1"),
            Map.entry("mrcnn_mask_conv2", "mask.conv2"),
            Map.entry("mrcnn_mask_bn2", "mask.conv2"),
            Map.entry("mrcnn_mask_conv3", "mask.conv3"),
            Map.entry("mrcnn_mask_bn3", "mask.conv3"),
            Map.entry("mrcnn_mask_conv4", "mask.conv4"),
            Map.entry("mrcnn_mask_bn4", "mask.conv4"),
            Map.entry("mrcnn_mask_deconv", "mask.deconv"),
            Map.entry("mrcnn_mask", "mask.logits"));

    private static final Set<String> DENSE = Set.of("mrcnn_class_logits", "mrcnn_bbox_fc");

    /** Whether a layer is one of theirs that has weights. */
    static boolean knows(String layer) {
        return ours(layer).isPresent();
    }

    /** Whether a layer of theirs is fully connected. */
    static boolean isDense(String layer) {
        return DENSE.contains(layer);
    }

    @Override
    public Optional<Renamed> rename(String theirs) {
        Matcher parts = TENSOR.matcher(theirs);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String layer = parts.group(1).equals(parts.group(2)) ? parts.group(1) : parts.group(1) + '/' + parts.group(2);
        Optional<String> ours = ours(layer);
        boolean norm = layer.startsWith("bn") || layer.contains("_bn");
        String leaf = parts.group(3);
        if (ours.isEmpty() || norm != NORM.containsKey(leaf)) {
            return Optional.empty();
        }
        return switch (leaf) {
            case "kernel" ->
                Optional.of(
                        new Renamed(ours.get() + ".weight", isDense(layer) ? Layout.TRANSPOSED : Layout.CHANNELS_LAST));
            case "bias" -> Optional.of(new Renamed(ours.get() + ".bias", Layout.SAME));
            default ->
                Optional.ofNullable(NORM.get(leaf)).map(ending -> new Renamed(ours.get() + '.' + ending, Layout.SAME));
        };
    }

    private static Optional<String> ours(String layer) {
        Matcher block = BLOCK.matcher(layer);
        if (!block.matches()) {
            return Optional.ofNullable(LAYERS.get(layer));
        }
        int stage = Integer.parseInt(block.group(2)) - 1;
        int number = block.group(3).charAt(0) - 'a';
        return Optional.of(
                "backbone.stage" + stage + '.' + number + '.' + OUR_BRANCHES.get(BRANCHES.indexOf(block.group(4))));
    }

    @Override
    public Optional<String> foreign(String ours) {
        for (Map.Entry<String, String> ending : NORM.entrySet()) {
            if (ours.endsWith('.' + ending.getValue())) {
                String layer =
                        ours.substring(0, ours.length() - ending.getValue().length() - 1);
                return theirs(layer, true).map(name -> name + '/' + ending.getKey() + ":0");
            }
        }
        int point = ours.lastIndexOf('.');
        return switch (ours.substring(point + 1)) {
            case "weight" -> theirs(ours.substring(0, point), false).map(name -> name + "/kernel:0");
            case "bias" -> theirs(ours.substring(0, point), false).map(name -> name + "/bias:0");
            default -> Optional.empty();
        };
    }

    private static Optional<String> theirs(String layer, boolean norm) {
        Matcher block = OUR_BLOCK.matcher(layer);
        if (block.matches()) {
            int number = Integer.parseInt(block.group(2));
            int stage = Integer.parseInt(block.group(1)) + 1;
            if (number >= 26 || stage > 5) {
                return Optional.empty();
            }
            String name = (norm ? "bn" : "res") + stage + (char) ('a' + number) + "_branch"
                    + BRANCHES.get(OUR_BRANCHES.indexOf(block.group(3)));
            return Optional.of(name + '/' + name);
        }
        return LAYERS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(layer)
                        && norm
                                == (entry.getKey().startsWith("bn")
                                        || entry.getKey().contains("_bn")))
                .map(Map.Entry::getKey)
                .map(name -> name.contains("/") ? name : name + '/' + name)
                .findFirst();
    }

    @Override
    public List<String> group(String word) {
        return word.equals("heads") ? List.of("mrcnn_*", "rpn_*", "fpn_*") : List.of(word);
    }

    @Override
    public Set<String> layersWithoutWeights() {
        return Set.of("mrcnn_bbox", "mrcnn_class", "rpn_class", "rpn_bbox", "ROI", "mrcnn_detection");
    }
}
