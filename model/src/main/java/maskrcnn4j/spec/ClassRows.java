package maskrcnn4j.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.text.Counted;
import maskrcnn4j.weights.Shape;

/** Which rows of the heads' last layers belong to which class, in a model and in the file that it starts from. */
final class ClassRows {
    private static final int NONE = -1;

    private final ClassRule model;
    private final ClassRule file;
    private final int modelScores;
    private final int fileScores;
    private final int[] fileLabels;

    /** @param fileLabels for each label of the model from 1 on the label in the file, or -1; index 0 is the background's, 0 */
    private ClassRows(ClassRule model, ClassRule file, int modelScores, int fileScores, int[] fileLabels) {
        this.model = model;
        this.file = file;
        this.modelScores = modelScores;
        this.fileScores = fileScores;
        this.fileLabels = fileLabels;
    }

    static ClassRows of(
            ClassRule model,
            List<ModelCategory> categories,
            ClassRule file,
            List<ModelCategory> fileCategories,
            ClassMap map) {
        int[] labels = new int[categories.size() + 1];
        List<String> names = fileCategories.stream().map(ModelCategory::name).toList();
        for (int label = 1; label < labels.length; label++) {
            String source = map.sources().get(categories.get(label - 1).name());
            int index = source == null ? -1 : names.indexOf(source);
            labels[label] = index < 0 ? NONE : index + 1;
        }
        return new ClassRows(model, file, labels.length, names.size() + 1, labels);
    }

    /** Whether rows of a tensor belong to classes. */
    static boolean belongToClasses(String name) {
        return name.startsWith("box.cls.")
                || name.startsWith("box.reg.")
                || name.startsWith("mask.logits.")
                || name.startsWith("mask.upsample.");
    }

    /** Whether every class keeps its place. */
    boolean isIdentity() {
        for (int label = 0; label < fileLabels.length; label++) {
            if (fileLabels[label] != label) {
                return false;
            }
        }
        return model.equals(file) && modelScores == fileScores;
    }

    /**
     * The rows of a tensor of the model, taken from the file where the file has them.
     *
     * @param values those of the model, fresh
     * @param source those of the file
     * @return empty if the two tensors differ in more than the number of classes
     */
    Optional<float[]> transfer(String name, Shape shape, float[] values, Shape sourceShape, float[] source) {
        int[] rows = rows(name);
        int group = name.startsWith("box.reg.") ? 4 : 1;
        int sourceRows = outputs(name, file, fileScores);
        if (shape.rank() != sourceShape.rank()
                || shape.size(0) != (long) rows.length * group
                || sourceShape.size(0) != (long) sourceRows * group
                || !tail(shape).equals(tail(sourceShape))) {
            return Optional.empty();
        }
        int length = values.length / rows.length;
        float[] result = values.clone();
        for (int row = 0; row < rows.length; row++) {
            if (rows[row] != NONE) {
                System.arraycopy(source, rows[row] * length, result, row * length, length);
            }
        }
        return Optional.of(result);
    }

    private static Shape tail(Shape shape) {
        long[] sizes = shape.toArray();
        return Shape.of(Arrays.copyOfRange(sizes, Math.min(1, sizes.length), sizes.length));
    }

    /** For each output of the model the one of the file that it starts from, or -1. */
    private int[] rows(String name) {
        int[] rows = new int[outputs(name, model, modelScores)];
        Arrays.fill(rows, NONE);
        for (int label = 0; label < fileLabels.length; label++) {
            int row = output(name, model, modelScores, label);
            if (row != NONE && fileLabels[label] != NONE) {
                rows[row] = shares(name, model) && !shares(name, file)
                        ? NONE
                        : output(name, file, fileScores, fileLabels[label]);
            }
        }
        return rows;
    }

    private static boolean shares(String name, ClassRule rule) {
        return name.startsWith("box.reg.") && rule.boxes() == ClassRule.Outputs.SHARED
                || name.startsWith("mask.") && rule.masks() == ClassRule.Outputs.SHARED;
    }

    private static int outputs(String name, ClassRule rule, int scores) {
        return name.startsWith("box.cls.")
                ? scores
                : name.startsWith("box.reg.") ? rule.boxCount(scores) : rule.maskCount(scores);
    }

    /** The output of a label, 0 for the background, which has a box and a mask only where it comes first. */
    private static int output(String name, ClassRule rule, int scores, int label) {
        if (shares(name, rule)) {
            return 0;
        }
        if (label == 0) {
            boolean first = rule.background() == ClassRule.Background.FIRST;
            return first ? 0 : name.startsWith("box.cls.") ? scores - 1 : NONE;
        }
        return rule.score(label);
    }

    /** Which classes are copied, in words. */
    String words(List<ModelCategory> categories, ClassMap map) {
        List<String> copied = categories.stream()
                .map(ModelCategory::name)
                .filter(map.sources()::containsKey)
                .map(name -> renamed(name, map.sources()))
                .toList();
        List<String> fresh = categories.stream()
                .map(ModelCategory::name)
                .filter(name -> !map.sources().containsKey(name))
                .toList();
        long dropped =
                fileScores - 1 - map.sources().values().stream().distinct().count();
        return "of " + Counted.of(categories.size(), "class", "classes") + " " + copied.size() + " copied"
                + list(copied) + ", " + fresh.size() + " fresh" + list(fresh) + "; " + dropped + " of the file dropped";
    }

    private static String renamed(String name, Map<String, String> sources) {
        String source = sources.get(name);
        return name.equals(source) ? name : name + " from " + source;
    }

    private static String list(List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        String shown = String.join(", ", names.subList(0, Math.min(12, names.size())));
        return ": " + shown + (names.size() > 12 ? ", ..." : "");
    }
}
