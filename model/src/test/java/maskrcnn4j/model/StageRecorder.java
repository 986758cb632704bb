package maskrcnn4j.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Tensor;

/** Keeps the tensors of some names, and the boxes of every picture. */
final class StageRecorder implements StageObserver {
    private final Predicate<String> names;
    final Map<String, Recorder.Recorded> tensors = new HashMap<>();
    final Map<Stage, List<float[]>> boxes = new HashMap<>();
    final Map<Stage, List<float[]>> scores = new HashMap<>();

    StageRecorder(Predicate<String> names) {
        this.names = names;
    }

    @Override
    public boolean wantsLayers() {
        return true;
    }

    @Override
    public void tensor(String name, Tensor value) {
        if (names.test(name)) {
            tensors.put(name, new Recorder.Recorded(value.shape(), value.toFloats()));
        }
    }

    @Override
    public void boxes(Stage stage, int image, float[] corners, float[] ofEach) {
        boxes.computeIfAbsent(stage, key -> new ArrayList<>()).add(corners);
        scores.computeIfAbsent(stage, key -> new ArrayList<>()).add(ofEach);
    }
}
