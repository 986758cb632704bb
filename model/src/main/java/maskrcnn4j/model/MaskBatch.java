package maskrcnn4j.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.target.MaskTargets;
import maskrcnn4j.model.target.PictureTargets;
import maskrcnn4j.model.target.ProposalTargets;
import maskrcnn4j.model.target.TargetMask;

/**
 * The foreground rois whose objects have masks: what the mask head learns from.
 *
 * @param boxes of each picture
 * @param labels of all pictures in turn
 * @param masks for each picture, its objects' masks
 * @param which for each picture, which mask each of its boxes has
 */
record MaskBatch(List<Boxes> boxes, int[] labels, List<List<Optional<TargetMask>>> masks, List<int[]> which) {
    static MaskBatch of(List<ProposalTargets.Targets> rois, List<PictureTargets> truths) {
        List<Boxes> boxes = new ArrayList<>();
        List<List<Optional<TargetMask>>> masks = new ArrayList<>();
        List<int[]> which = new ArrayList<>();
        IntStream.Builder labels = IntStream.builder();
        for (int i = 0; i < rois.size(); i++) {
            ProposalTargets.Targets of = rois.get(i);
            List<Optional<TargetMask>> own = truths.get(i).masks();
            int[] rows = IntStream.range(0, of.positives())
                    .filter(row -> own.get(of.truths()[row]).isPresent())
                    .toArray();
            boxes.add(of.rois().select(rows));
            masks.add(own);
            which.add(IntStream.of(rows).map(row -> of.truths()[row]).toArray());
            IntStream.of(rows).forEach(row -> labels.add(of.labels()[row]));
        }
        return new MaskBatch(boxes, labels.build().toArray(), masks, which);
    }

    boolean isEmpty() {
        return labels.length == 0;
    }

    /** The targets of all pictures in turn: {@code [P, size, size]}. */
    float[] draw(MaskTargets rule, int size) {
        float[] targets = new float[labels.length * size * size];
        int at = 0;
        for (int i = 0; i < boxes.size(); i++) {
            float[] own = rule.draw(masks.get(i), which.get(i), boxes.get(i), size);
            System.arraycopy(own, 0, targets, at, own.length);
            at += own.length;
        }
        return targets;
    }
}
