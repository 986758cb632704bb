package maskrcnn4j.model.roi;

import java.util.Arrays;
import java.util.List;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NormalizedBoxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.BoxHeadSpec;
import maskrcnn4j.spec.DetectionSpec;
import maskrcnn4j.spec.FrameRule;

/**
 * {@link TopClassDetections} of proposals. Where the proposals end with one of the boxes of zeros that fill up their list,
 * it stands for all of them: they too may be found to be something.
 */
public final class NormalizedDetectionSelector implements DetectionSelection {
    private final DetectionSpec spec;
    private final float[] deviations;
    private final int proposals;
    private final FrameRule frames;

    /**
     * Makes the part.
     *
     * @param proposals how many there are, filled up
     * @param frames by which the window of a picture in the network input is known
     */
    public NormalizedDetectionSelector(DetectionSpec spec, BoxHeadSpec head, int proposals, FrameRule frames) {
        this.spec = spec;
        this.deviations = NormalizedBoxes.deviations(head.weights());
        this.proposals = proposals;
        this.frames = frames;
    }

    @Override
    public ClassifiedBoxes select(
            Boxes boxes,
            float[] probabilities,
            float[] deltas,
            ResizedImage image,
            Wanted wanted,
            int index,
            StageObserver observer) {
        int count = boxes.size();
        float smallest = (float) wanted.minimumScore().orElse(spec.scoreThreshold());
        TopClassDetections rule =
                new TopClassDetections(smallest, (float) spec.nmsThreshold(), spec.perImage(), deviations);
        List<TopClassDetections.Found> found = rule.choose(
                filledUp(NormalizedBoxes.of(boxes), count),
                filledUp(probabilities, count),
                filledUp(deltas, count),
                NormalizedPictureBoxes.window(image, frames),
                wanted::label);
        observer.filtered(
                Stage.DETECTIONS,
                index,
                "background, score below " + smallest + ", IoU above " + spec.nmsThreshold()
                        + " with a better one of its class, or not among the " + spec.perImage() + " best",
                count,
                found.size());
        float[] corners = new float[4 * found.size()];
        int[] labels = new int[found.size()];
        float[] scores = new float[found.size()];
        int[] origins = new int[found.size()];
        for (int i = 0; i < found.size(); i++) {
            TopClassDetections.Found one = found.get(i);
            System.arraycopy(one.box(), 0, corners, 4 * i, 4);
            labels[i] = one.label();
            scores[i] = one.score();
            origins[i] = Math.min(one.roi(), count - 1);
        }
        ClassifiedBoxes all = new ClassifiedBoxes(NormalizedBoxes.toBoxes(corners), labels, scores, origins);
        return wanted.acrossClasses()
                ? all.select(NormalizedBoxes.suppress(corners, found.size(), (float) spec.nmsThreshold(), found.size()))
                : all;
    }

    /** The last row as often as it takes. */
    private float[] filledUp(float[] rows, int count) {
        if (count == 0 || count >= proposals) {
            return rows;
        }
        int width = rows.length / count;
        float[] filled = Arrays.copyOf(rows, width * proposals);
        for (int row = count; row < proposals; row++) {
            System.arraycopy(rows, width * (count - 1), filled, width * row, width);
        }
        return filled;
    }
}
