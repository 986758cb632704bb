package maskrcnn4j.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.target.AnchorTargets;
import maskrcnn4j.model.target.PictureTargets;
import maskrcnn4j.model.target.ProposalTargets;
import maskrcnn4j.model.target.TargetObserver;
import maskrcnn4j.tensor.Tensor;

/** Keeps the targets of a training pass over one picture. */
final class LessonRecorder implements TargetObserver {
    /** How many mask targets are kept. */
    private static final int MASKS = 24;

    private final boolean normalized;
    private InputUnits units = new InputUnits(false, 0, 0);
    private float[] truths = new float[0];
    private int[] labels = new int[0];
    private byte[] anchorLabels = new byte[0];
    private int[] positives = new int[0];
    private int[] negatives = new int[0];
    private int proposals;
    private float[] rois = new float[0];
    private int[] roiLabels = new int[0];
    private int[] roiTruths = new int[0];
    private int maskSize;
    private final List<float[]> masks = new ArrayList<>();

    /**
     * A recorder of one pass.
     *
     * @param normalized whether proposals are in units of the network input
     */
    LessonRecorder(boolean normalized) {
        this.normalized = normalized;
    }

    @Override
    public void tensor(String name, Tensor value) {
        if (name.equals("input")) {
            units = new InputUnits(normalized, (int) value.size(2), (int) value.size(3));
        }
    }

    @Override
    public void objects(int image, PictureTargets objects) {
        truths = objects.boxes().toArray();
        labels = objects.labels().clone();
    }

    @Override
    public void anchors(int image, AnchorTargets.Targets targets) {
        anchorLabels = targets.matches().labels().clone();
        positives = targets.sample().positives().clone();
        negatives = targets.sample().negatives().clone();
    }

    @Override
    public void boxes(Stage stage, int image, float[] corners, float[] scores) {
        if (stage == Stage.PROPOSALS) {
            proposals = scores.length;
        }
    }

    @Override
    public void proposals(int image, ProposalTargets.Targets targets) {
        rois = units.pixels(targets.rois().toArray());
        roiLabels = targets.labels().clone();
        roiTruths = targets.truths().clone();
    }

    @Override
    public void masks(int size, float[] targets) {
        maskSize = size;
        int area = size * size;
        for (int at = 0; at + area <= targets.length && masks.size() < MASKS; at += area) {
            masks.add(Arrays.copyOfRange(targets, at, at + area));
        }
    }

    Lesson lesson(Map<String, Double> losses) {
        return new Lesson(
                truths,
                labels,
                anchorLabels,
                positives,
                negatives,
                proposals,
                rois,
                roiLabels,
                roiTruths,
                maskSize,
                masks,
                losses);
    }
}
