package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Tensor;

/** Clocks every stage of every run. */
final class BenchStages implements StageObserver {
    private final Map<Stage, List<Double>> millis = new EnumMap<>(Stage.class);
    private final Map<Stage, Long> now = new EnumMap<>(Stage.class);
    private final List<Double> totals = new ArrayList<>();
    private final TreeSet<String> inputs = new TreeSet<>();
    private long proposals;
    private long detections;
    private long pictures;
    private long runBegun;
    private long stageBegun;

    void begin() {
        now.clear();
        runBegun = System.nanoTime();
    }

    void end() {
        totals.add((System.nanoTime() - runBegun) / 1e6);
        for (Stage stage : Stage.values()) {
            millis.computeIfAbsent(stage, any -> new ArrayList<>()).add(now.getOrDefault(stage, 0L) / 1e6);
        }
    }

    @Override
    public void begin(Stage stage) {
        stageBegun = System.nanoTime();
    }

    @Override
    public void end(Stage stage) {
        now.merge(stage, System.nanoTime() - stageBegun, Long::sum);
    }

    @Override
    public void tensor(String name, Tensor value) {
        if (name.equals("input")) {
            long[] shape = value.shape();
            inputs.add(shape[0] + " x " + shape[1] + " x " + shape[2] + " x " + shape[3]);
        }
    }

    @Override
    public void boxes(Stage stage, int image, float[] corners, float[] scores) {
        if (stage == Stage.PROPOSALS) {
            proposals += scores.length;
            pictures++;
        } else {
            detections += scores.length;
        }
    }

    /** Milliseconds of a stage, a number for each run. */
    List<Double> of(Stage stage) {
        return millis.getOrDefault(stage, List.of());
    }

    /** Milliseconds of every run. */
    List<Double> totals() {
        return totals;
    }

    /** Shapes of the network's input, N x C x H x W. */
    List<String> inputs() {
        return List.copyOf(inputs);
    }

    /** How many proposals a picture had, on average. */
    double proposals() {
        return (double) proposals / Math.max(1, pictures);
    }

    /** How many detections a picture had, on average. */
    double detections() {
        return (double) detections / Math.max(1, pictures);
    }
}
