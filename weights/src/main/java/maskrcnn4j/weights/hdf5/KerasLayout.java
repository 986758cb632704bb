package maskrcnn4j.weights.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.weights.WeightException;

/**
 * How Keras lays weights out in HDF5: a group per layer, listed in {@code layer_names}, its weights listed in its
 * {@code weight_names}; at the root ({@code save_weights}) or under {@code model_weights} ({@code save}). Long lists are
 * split into {@code layer_names0}, {@code layer_names1}, ... Only what is listed is looked at: no tree is walked.
 */
final class KerasLayout {
    private static final String LAYERS = "layer_names";
    private static final String WEIGHTS = "weight_names";
    private static final String MODEL = "model_weights";
    private static final int MOST_NAMES = 100_000;

    private final Group root;
    private final long fileBytes;

    /**
     * A weight that the file lists.
     *
     * @param layer its layer's group
     * @param name its path inside of the group
     * @param canonical the one name that it has here
     */
    record Weight(String layer, String name, String canonical, Dataset dataset) {
        String path() {
            return layer + '/' + name;
        }
    }

    private KerasLayout(Group root, long fileBytes) {
        this.root = root;
        this.fileBytes = fileBytes;
    }

    /** @throws WeightException if the file is of another kind; the message says what it may be */
    static KerasLayout of(HdfFile file, long fileBytes) throws WeightException {
        KerasLayout atRoot = new KerasLayout(file, fileBytes);
        if (atRoot.hasNames(file, LAYERS)) {
            return atRoot;
        }
        if (file.getChild(MODEL) instanceof Group group) {
            KerasLayout inModel = new KerasLayout(group, fileBytes);
            if (inModel.hasNames(group, LAYERS)) {
                return inModel;
            }
        }
        if (file.getChild("layers") instanceof Group) {
            throw new WeightException("is in Keras 3's .weights.h5 layout, which has no layer names;"
                    + " save the weights from Keras as a legacy .h5 file instead");
        }
        throw new WeightException(
                "an HDF5 file, but not Keras weights: it has no layer_names attribute and no" + " model_weights group");
    }

    /** What the file says of its origin: the version of Keras and its backend. */
    Map<String, String> metadata() throws WeightException {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String key : List.of("keras_version", "backend")) {
            Attribute attribute = root.getAttribute(key);
            if (attribute != null && attribute.getSizeInBytes() <= 256 && attribute.getData() instanceof String text) {
                metadata.put(key, text);
            }
        }
        return metadata;
    }

    /** All layers that the file lists, with or without weights. */
    List<String> layers() throws WeightException {
        List<String> layers = names(root, LAYERS, "the file");
        root.getChildren();
        return layers;
    }

    /** The weights of one layer; none for layers without any. */
    List<Weight> weights(String layer) throws WeightException {
        Node node = child(root, layer);
        if (node == null) {
            throw new WeightException("incomplete: the layer " + layer + " is listed in layer_names but has no group");
        }
        if (!(node instanceof Group group)) {
            throw new WeightException("damaged: " + layer + " is listed as a layer but is no group");
        }
        if (!hasNames(group, WEIGHTS)) {
            return List.of();
        }
        List<String> listed = names(group, WEIGHTS, "the layer " + layer);
        Map<String, String> canonical = KerasNames.of(layer, listed);
        List<Weight> weights = new ArrayList<>();
        for (String name : listed) {
            weights.add(new Weight(
                    layer, name, Optional.ofNullable(canonical.get(name)).orElse(name), dataset(layer, group, name)));
        }
        return weights;
    }

    private static Dataset dataset(String layer, Group group, String name) throws WeightException {
        String path = layer + '/' + name;
        Node node = group;
        for (String step : name.split("/")) {
            node = node instanceof Group inner ? child(inner, step) : null;
            if (node == null) {
                throw new WeightException("incomplete: " + path + " is listed in weight_names but is not in the file");
            }
            if (node instanceof Link link) {
                throw new WeightException(path + ": "
                        + (link.getClass().getSimpleName().startsWith("External")
                                ? "external link into another file, which is not followed"
                                : "soft link, which is not followed: incomplete or damaged"));
            }
        }
        if (!(node instanceof Dataset dataset)) {
            throw new WeightException("incomplete: " + path + " is listed in weight_names but is no tensor");
        }
        return dataset;
    }

    private static Node child(Group group, String name) {
        return group.getChild(name);
    }

    private boolean hasNames(Node node, String list) {
        return node.getAttribute(list) != null || node.getAttribute(list + "0") != null;
    }

    private List<String> names(Node node, String list, String whose) throws WeightException {
        Attribute whole = node.getAttribute(list);
        if (whole != null) {
            return strings(whole, list, whose);
        }
        List<String> names = new ArrayList<>();
        for (int part = 0; ; part++) {
            Attribute piece = node.getAttribute(list + part);
            if (piece == null) {
                return names;
            }
            names.addAll(strings(piece, list + part, whose));
        }
    }

    /** A layer without weights has an empty array of any type: Keras writes one of float64. */
    private List<String> strings(Attribute attribute, String list, String whose) throws WeightException {
        long count = attribute.getSize();
        if (count > MOST_NAMES || attribute.getSizeInBytes() > fileBytes || attribute.getSizeInBytes() < 0) {
            throw new WeightException("damaged: " + list + " of " + whose + " claims " + count + " names");
        }
        Object names = count == 0 ? null : attribute.getData();
        if (names == null) {
            return List.of();
        }
        if (!(names instanceof String[] strings)) {
            throw new WeightException("not Keras weights: " + list + " of " + whose + " is not a list of strings");
        }
        return Arrays.stream(strings).filter(name -> !name.isEmpty()).toList();
    }
}
