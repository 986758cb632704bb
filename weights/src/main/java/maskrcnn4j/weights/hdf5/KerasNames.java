package maskrcnn4j.weights.hdf5;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One name per weight, however the Keras version that wrote it spelt it: {@code layer/layer/kernel:0}, and inside of a
 * nested model {@code layer/inner/kernel:0}. What is undone: a missing {@code :0}, counters of repeated models
 * ({@code conv1_3/kernel:0}), the name of a wrapped layer in between, and the flat names of the ImageNet files
 * ({@code conv1_W:0}).
 */
final class KerasNames {
    private static final Set<String> WEIGHTS =
            Set.of("kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance");
    /** The flat name of the variance says std, but it holds the variance. */
    private static final Map<String, String> FLAT = Map.of(
            "_W", "kernel",
            "_b", "bias",
            "_gamma", "gamma",
            "_beta", "beta",
            "_running_mean", "moving_mean",
            "_running_std", "moving_variance");

    private static final Pattern COUNTER = Pattern.compile("_\\d+$");

    private KerasNames() {}

    /** The canonical name of each weight of a layer, in order; where two coincide, both keep what the file calls them. */
    static Map<String, String> of(String layer, List<String> weights) {
        boolean nested =
                weights.stream().map(name -> leaf(layer, name)).distinct().count() < weights.size();
        Map<String, String> names = new LinkedHashMap<>();
        for (String weight : weights) {
            names.put(weight, layer + '/' + inner(layer, weight, nested) + '/' + leaf(layer, weight) + ":0");
        }
        if (Set.copyOf(names.values()).size() < names.size()) {
            names.replaceAll((weight, name) -> layer + '/' + weight);
        }
        return names;
    }

    private static String leaf(String layer, String weight) {
        String plain = weight.endsWith(":0") ? weight.substring(0, weight.length() - 2) : weight;
        String leaf = plain.substring(plain.lastIndexOf('/') + 1);
        if (WEIGHTS.contains(leaf) || !leaf.startsWith(layer + '_')) {
            return leaf;
        }
        return Optional.ofNullable(FLAT.get(leaf.substring(layer.length()))).orElse(leaf);
    }

    private static String inner(String layer, String weight, boolean nested) {
        String[] parts = weight.split("/");
        if (parts.length < 2) {
            return layer;
        }
        boolean ownName = parts[0].equals(layer) || withoutCounter(parts[0]).equals(layer);
        return ownName && !nested ? layer : withoutCounter(parts[parts.length - 2]);
    }

    private static String withoutCounter(String name) {
        return COUNTER.matcher(name).replaceFirst("");
    }
}
