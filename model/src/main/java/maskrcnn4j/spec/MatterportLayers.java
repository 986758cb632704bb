package maskrcnn4j.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.WeightException;

/**
 * What a Keras file with layers of matterport/Mask_RCNN says of itself by the shapes of its tensors; whatever its layers say
 * against each other is an error.
 *
 * @param classes outputs of the class scores, the background included
 * @param imageChannels channels of the network input
 * @param anchorsPerCell ratios of anchors
 * @param fcSize features between the layers of the box head
 * @param pyramidWidth channels of the pyramid's levels
 * @param backbone which trunk
 * @param parts which parts of the network have weights
 * @param unknown layers that are none of Matterport's
 */
public record MatterportLayers(
        OptionalLong classes,
        @JsonProperty("image_channels") OptionalLong imageChannels,
        @JsonProperty("anchors_per_cell") OptionalLong anchorsPerCell,
        @JsonProperty("fc_size") OptionalLong fcSize,
        @JsonProperty("pyramid_width") OptionalLong pyramidWidth,
        String backbone,
        List<String> parts,
        List<String> unknown) {
    private static final String RPN = "rpn_model/";

    /** Takes the lists as they are now. */
    public MatterportLayers {
        parts = List.copyOf(parts);
        unknown = List.copyOf(unknown);
    }

    /**
     * Reads the shapes of a Keras file.
     *
     * @throws WeightException if no layer is Matterport's, or layers contradict themselves or each other
     */
    public static MatterportLayers of(TensorSource file) throws WeightException {
        Map<String, Map<String, Shape>> layers = new LinkedHashMap<>();
        Set<String> unknown = new LinkedHashSet<>();
        for (TensorInfo info : file.tensors().values()) {
            String[] parts = info.name().split("/");
            String layer = parts.length > 1 && parts[0].equals("rpn_model") ? RPN + parts[1] : parts[0];
            if (!MatterportNaming.knows(layer)) {
                unknown.add(parts[0]);
                continue;
            }
            String leaf = parts[parts.length - 1];
            layers.computeIfAbsent(layer, name -> new LinkedHashMap<>())
                    .put(leaf.endsWith(":0") ? leaf.substring(0, leaf.length() - 2) : leaf, info.shape());
        }
        if (layers.isEmpty()) {
            throw new WeightException("no Mask R-CNN layers: found " + String.join(", ", unknown));
        }
        for (Map.Entry<String, Map<String, Shape>> layer : layers.entrySet()) {
            checkLayer(layer.getKey(), layer.getValue());
        }
        MatterportLayers said = new MatterportLayers(
                outputs(layers, "mrcnn_class_logits"),
                axis(layers, "conv1", 2),
                divided(outputs(layers, RPN + "rpn_class_raw"), 2),
                axis(layers, "mrcnn_class_logits", 0),
                outputs(layers, "fpn_c5p5"),
                backbone(layers.keySet()),
                parts(layers.keySet()),
                List.copyOf(unknown));
        said.checkAgainstEachOther(layers);
        return said;
    }

    /** A layer's weights have the ranks of its kind and fit each other. */
    private static void checkLayer(String layer, Map<String, Shape> weights) throws WeightException {
        if (isNorm(layer)) {
            Shape gamma =
                    weights.getOrDefault("gamma", weights.values().iterator().next());
            for (Map.Entry<String, Shape> weight : weights.entrySet()) {
                if (weight.getValue().rank() != 1 || !weight.getValue().equals(gamma) || gamma.elements() == 0) {
                    throw contradiction(layer, weight.getKey(), weight.getValue(), "its layer has gamma " + gamma);
                }
            }
            return;
        }
        Shape kernel = weights.get("kernel");
        Shape bias = weights.get("bias");
        int rank = MatterportNaming.isDense(layer) ? 2 : 4;
        if (kernel != null && (kernel.rank() != rank || kernel.elements() == 0)) {
            throw contradiction(layer, "kernel", kernel, "expected are " + rank + " dimensions of at least 1");
        }
        if (bias != null && kernel != null && !bias.equals(Shape.of(outputs(layer, kernel)))) {
            throw contradiction(layer, "bias", bias, "does not fit its kernel " + kernel);
        }
    }

    private static WeightException contradiction(String layer, String weight, Shape shape, String against) {
        String name = layer.contains("/") ? layer : layer + '/' + layer;
        return new WeightException(name + '/' + weight + ":0 has shape " + shape + ", " + against);
    }

    private void checkAgainstEachOther(Map<String, Map<String, Shape>> layers) throws WeightException {
        if (classes.isPresent()) {
            requireOutputs(layers, "mrcnn_bbox_fc", 4 * classes.getAsLong(), classes.getAsLong() + " classes");
            requireOutputs(layers, "mrcnn_mask", classes.getAsLong(), classes.getAsLong() + " classes");
        }
        if (anchorsPerCell.isPresent()) {
            long anchors = anchorsPerCell.getAsLong();
            requireOutputs(layers, RPN + "rpn_bbox_pred", 4 * anchors, anchors + " anchors per cell");
        }
        for (String norm : layers.keySet()) {
            if (isNorm(norm)) {
                String convolution = norm.equals("bn_conv1")
                        ? "conv1"
                        : norm.startsWith("bn") ? "res" + norm.substring(2) : norm.replace("_bn", "_conv");
                long width = layers.get(norm).values().iterator().next().elements();
                requireOutputs(layers, convolution, width, norm + " of width " + width);
            }
        }
    }

    private static void requireOutputs(
            Map<String, Map<String, Shape>> layers, String layer, long expected, String because)
            throws WeightException {
        OptionalLong found = outputs(layers, layer);
        if (found.isPresent() && found.getAsLong() != expected) {
            throw new WeightException(
                    layer + " has " + found.getAsLong() + " outputs, " + because + " need " + expected);
        }
    }

    private static boolean isNorm(String layer) {
        return layer.startsWith("bn") || layer.contains("_bn");
    }

    /** Transposed convolutions have their outputs before their inputs. */
    private static long outputs(String layer, Shape kernel) {
        return kernel.size(kernel.rank() - (layer.equals("mrcnn_mask_deconv") ? 2 : 1));
    }

    private static OptionalLong outputs(Map<String, Map<String, Shape>> layers, String layer) {
        return Optional.ofNullable(layers.get(layer))
                .map(weights -> weights.get("kernel"))
                .map(kernel -> OptionalLong.of(outputs(layer, kernel)))
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong axis(Map<String, Map<String, Shape>> layers, String layer, int axis) {
        return Optional.ofNullable(layers.get(layer))
                .map(weights -> weights.get("kernel"))
                .map(kernel -> OptionalLong.of(kernel.size(axis)))
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong divided(OptionalLong value, long by) {
        return value.isPresent() ? OptionalLong.of(value.getAsLong() / by) : value;
    }

    private static String backbone(Set<String> layers) {
        if (layers.contains("res4w_branch2a")) {
            return "ResNet-101";
        }
        return layers.contains("res4f_branch2a") ? "ResNet-50" : "incomplete";
    }

    private static List<String> parts(Set<String> layers) {
        Map<String, String> starts = new LinkedHashMap<>();
        starts.put("conv1", "backbone");
        starts.put("res", "backbone");
        starts.put("fpn_", "FPN");
        starts.put("rpn_model", "RPN");
        starts.put("mrcnn_class", "box head");
        starts.put("mrcnn_mask", "mask head");
        Set<String> parts = new LinkedHashSet<>();
        starts.forEach((start, part) -> {
            if (layers.stream().anyMatch(layer -> layer.startsWith(start))) {
                parts.add(part);
            }
        });
        return List.copyOf(parts);
    }

    /** The description as lines of text. */
    public List<String> lines() {
        List<String> numbers = new ArrayList<>();
        classes.ifPresent(count -> numbers.add(count + " classes with the background"));
        imageChannels.ifPresent(count -> numbers.add(count + " image channels"));
        anchorsPerCell.ifPresent(count -> numbers.add(count + " anchors per cell"));
        fcSize.ifPresent(count -> numbers.add("box head of width " + count));
        pyramidWidth.ifPresent(count -> numbers.add("pyramid of width " + count));
        List<String> lines = new ArrayList<>();
        lines.add("layers of matterport/Mask_RCNN: " + String.join(", ", parts) + "; backbone " + backbone
                + (numbers.isEmpty() ? "" : "; " + String.join(", ", numbers)));
        if (parts.equals(List.of("backbone"))) {
            lines.add("backbone only: no FPN, RPN and head weights in this file");
        }
        if (!unknown.isEmpty()) {
            lines.add("unknown layers, not used: " + String.join(", ", unknown));
        }
        return lines;
    }
}
