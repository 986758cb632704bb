package maskrcnn4j.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.tensor.Tensor;

/** Keeps what a run of one picture shows, every time that a name is shown, channels last as TensorFlow has them. */
final class StageValues implements StageObserver {
    private final Map<String, List<float[]>> tensors = new HashMap<>();
    private final Map<Stage, float[]> boxes = new HashMap<>();

    @Override
    public boolean wantsLayers() {
        return true;
    }

    @Override
    public void tensor(String name, Tensor value) {
        Tensor ordered = value.rank() == 4 ? value.permute(0, 2, 3, 1).contiguous() : value;
        tensors.computeIfAbsent(name, key -> new ArrayList<>()).add(ordered.toFloats());
    }

    @Override
    public void boxes(Stage stage, int image, float[] corners, float[] scores) {
        boxes.put(stage, corners);
    }

    /** x1, y1, x2, y2 of each. */
    float[] boxes(Stage stage) {
        return boxes.get(stage);
    }

    /** All values that were shown under a name, one after the other. */
    float[] values(String name) {
        List<float[]> parts = tensors.get(name);
        if (parts == null) {
            throw new AssertionError("no stage shows " + name + ", there are " + tensors.keySet());
        }
        int count = parts.stream().mapToInt(part -> part.length).sum();
        float[] all = new float[count];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
