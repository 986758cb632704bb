package maskrcnn4j.model.roi;

import java.util.Arrays;
import java.util.List;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NormalizedBoxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.stage.Candidates;
import maskrcnn4j.model.stage.Fate;
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
        float[] rois = filledUp(NormalizedBoxes.of(boxes), count);
        float[] moves = filledUp(deltas, count);
        TopClassDetections.Stages stages = rule.stages(
                rois,
                filledUp(probabilities, count),
                moves,
                NormalizedPictureBoxes.window(image, frames),
                wanted::label);
        ClassifiedBoxes best = classified(stages.best());
        ClassifiedBoxes found = wanted.acrossClasses()
                ? best.select(NormalizedBoxes.suppress(
                        NormalizedBoxes.of(best.boxes()), best.size(), (float) spec.nmsThreshold(), best.size()))
                : best;
        tell(rois.length / 4, smallest, stages, index, observer);
        if (wanted.acrossClasses()) {
            observer.filtered(
                    Stage.DETECTIONS,
                    index,
                    "IoU above " + spec.nmsThreshold() + " with a better one of any class",
                    best.size(),
                    found.size());
        }
        if (observer.wantsTraces()) {
            int classes = count == 0 ? 1 : probabilities.length / count;
            observer.candidates(Stage.DETECTIONS, index, trace(stages, found, (roi, label, into, at) -> {
                float[] box = new float[4];
                NormalizedBoxes.decode(rois, 4 * roi, moves, 4 * (roi * classes + label), deviations, box, 0);
                System.arraycopy(NormalizedBoxes.toBoxes(box).toArray(), 0, into, at, 4);
            }));
        }
        return new ClassifiedBoxes(found.boxes(), found.labels(), found.scores(), clamped(found.proposals(), count));
    }

    private static ClassifiedBoxes classified(List<TopClassDetections.Found> found) {
        float[] corners = new float[4 * found.size()];
        int[] labels = new int[found.size()];
        float[] scores = new float[found.size()];
        int[] origins = new int[found.size()];
        for (int i = 0; i < found.size(); i++) {
            TopClassDetections.Found one = found.get(i);
            System.arraycopy(one.box(), 0, corners, 4 * i, 4);
            labels[i] = one.label();
            scores[i] = one.score();
            origins[i] = one.roi();
        }
        return new ClassifiedBoxes(NormalizedBoxes.toBoxes(corners), labels, scores, origins);
    }

    /** Boxes that only fill up the list are all the last one. */
    private static int[] clamped(int[] proposals, int count) {
        return Arrays.stream(proposals)
                .map(proposal -> Math.min(proposal, count - 1))
                .toArray();
    }

    private Candidates trace(
            TopClassDetections.Stages stages, ClassifiedBoxes found, DetectionTrace.Unclipped unclipped) {
        List<DetectionTrace.Step> steps = List.of(
                new DetectionTrace.Step(Fate.IMPROBABLE, classified(stages.sure())),
                new DetectionTrace.Step(Fate.SUPPRESSED, classified(stages.separate())),
                new DetectionTrace.Step(Fate.SURPLUS, classified(stages.best())),
                new DetectionTrace.Step(Fate.SUPPRESSED, found));
        float threshold = (float) spec.nmsThreshold();
        return DetectionTrace.of(
                        steps,
                        (corners, box, kept) -> NormalizedBoxes.rival(corners, box, kept, kept.length, threshold),
                        unclipped)
                .candidates();
    }

    private void tell(int count, float smallest, TopClassDetections.Stages stages, int index, StageObserver observer) {
        int sure = stages.sure().size();
        int separate = stages.separate().size();
        Stage stage = Stage.DETECTIONS;
        observer.filtered(stage, index, "most probably background", count, stages.objects());
        observer.filtered(stage, index, "a score below " + smallest, stages.objects(), sure);
        observer.filtered(
                stage, index, "IoU above " + spec.nmsThreshold() + " with a better one of its class", sure, separate);
        observer.filtered(
                stage,
                index,
                "not among the " + spec.perImage() + " best",
                separate,
                stages.best().size());
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
