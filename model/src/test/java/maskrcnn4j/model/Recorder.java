package maskrcnn4j.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Tensor;

/** Keeps everything that a run shows to an observer. */
final class Recorder implements StageObserver {
    record Recorded(long[] shape, float[] values) {}

    record RecordedBoxes(float[] corners, float[] scores) {}

    final Map<String, Recorded> tensors = new HashMap<>();
    final Map<Stage, RecordedBoxes> boxes = new HashMap<>();
    final List<Stage> begun = new ArrayList<>();
    final List<Stage> ended = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();

    @Override
    public boolean wantsLayers() {
        return true;
    }

    @Override
    public void begin(Stage stage) {
        begun.add(stage);
    }

    @Override
    public void end(Stage stage) {
        ended.add(stage);
    }

    @Override
    public void tensor(String name, Tensor value) {
        tensors.put(name, new Recorded(value.shape(), value.toFloats()));
    }

    @Override
    public void boxes(Stage stage, int image, float[] corners, float[] scores) {
        boxes.put(stage, new RecordedBoxes(corners, scores));
    }

    @Override
    public void filtered(Stage stage, int image, String reason, int before, int after) {
        reasons.add(stage + ": " + reason);
    }
}
