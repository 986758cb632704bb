package maskrcnn4j.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.training.setting.SettingsFile;

/**
 * Everything that a run is told: what {@code config.yaml} holds. Texts are empty where nothing is said.
 *
 * @param data the data set to learn from: a file or folder
 * @param format its format; found out if empty
 * @param split the part of it to learn from; all if empty
 * @param val the data set that judges; none if empty
 * @param valFormat its format
 * @param valSplit the part of it that judges
 * @param weights a weight file, folder or catalogue name to begin from; random weights if empty
 * @param preset the model to train; that of the weights, or {@code light}, if empty
 * @param set other values for conventions of the model, by their path
 * @param classMap a file that says which class begins from which, or {@code auto} for classes of one name
 * @param exclude tensors that are not taken from the weights
 * @param training how it is trained
 */
public record TrainingConfig(
        String data,
        String format,
        String split,
        String val,
        String valFormat,
        String valSplit,
        String weights,
        String preset,
        Map<String, String> set,
        String classMap,
        List<String> exclude,
        TrainingSettings training) {
    /** Copies the collections. */
    public TrainingConfig {
        set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
        exclude = List.copyOf(exclude);
    }

    /** What nobody has said anything about yet: sound settings to begin from, with trained weights or without. */
    public static TrainingConfig usual(boolean trainedWeights) {
        return new TrainingConfig(
                "", "", "", "", "", "", "", "", Map.of(), "auto", List.of(), TrainingSettings.usual(trainedWeights));
    }

    /**
     * Reads a {@code config.yaml}. Keys that are left out are as usual.
     *
     * @throws IOException if it cannot be read, a key is unknown or a value does not fit; one line with file, line and key
     */
    public static TrainingConfig read(Path file) throws IOException {
        return read(file, false);
    }

    /**
     * The same.
     *
     * @param otherWeights whether training begins from trained weights although the file names none, which changes what is
     *     usual
     * @throws IOException as {@link #read(Path)}
     */
    public static TrainingConfig read(Path file, boolean otherWeights) throws IOException {
        SettingsFile settings = SettingsFile.parse(file);
        return settings.read(
                TrainingConfig.class,
                usual(otherWeights || !settings.text("weights").isEmpty()));
    }

    /**
     * The same, learning from another data set.
     *
     * @param path a file or folder
     * @param part the part of it to learn from; all if empty
     */
    public TrainingConfig withData(String path, String part) {
        return new TrainingConfig(
                path, "", part, val, valFormat, valSplit, weights, preset, set, classMap, exclude, training);
    }

    /**
     * The same, judged by another data set.
     *
     * @param path a file or folder
     * @param part the part of it that judges; all if empty
     */
    public TrainingConfig withValidation(String path, String part) {
        return new TrainingConfig(
                data, format, split, path, "", part, weights, preset, set, classMap, exclude, training);
    }

    /** The same, with other values for conventions of the model, by their path. */
    public TrainingConfig withSet(Map<String, String> other) {
        return new TrainingConfig(
                data, format, split, val, valFormat, valSplit, weights, preset, other, classMap, exclude, training);
    }

    /** The same, trained otherwise. */
    public TrainingConfig withTraining(TrainingSettings other) {
        return new TrainingConfig(
                data, format, split, val, valFormat, valSplit, weights, preset, set, classMap, exclude, other);
    }
}
