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
import maskrcnn4j.tensor.Loops;

/**
 * The foreground rois whose objects have masks: what the mask head learns from.
 *
 * @param boxes of each picture
 * @param labels of all pictures in turn
 * @param masks the mask of each box, for each picture
 */
record MaskBatch(List<Boxes> boxes, int[] labels, List<List<TargetMask>> masks) {
    static MaskBatch of(List<ProposalTargets.Targets> rois, List<PictureTargets> truths) {
        List<Boxes> boxes = new ArrayList<>();
        List<List<TargetMask>> masks = new ArrayList<>();
        IntStream.Builder labels = IntStream.builder();
        for (int i = 0; i < rois.size(); i++) {
            ProposalTargets.Targets of = rois.get(i);
            List<Optional<TargetMask>> own = truths.get(i).masks();
            int[] rows = IntStream.range(0, of.positives())
                    .filter(row -> own.get(of.truths()[row]).isPresent())
                    .toArray();
            boxes.add(of.rois().select(rows));
            masks.add(IntStream.of(rows)
                    .mapToObj(row -> own.get(of.truths()[row]).orElseThrow())
                    .toList());
            IntStream.of(rows).forEach(row -> labels.add(of.labels()[row]));
        }
        return new MaskBatch(boxes, labels.build().toArray(), masks);
    }

    boolean isEmpty() {
        return labels.length == 0;
    }

    /** The targets of all pictures in turn: {@code [P, size, size]}. */
    float[] draw(MaskTargets rule, int size) {
        float[] targets = new float[labels.length * size * size];
        int at = 0;
        for (float[] own : Loops.map(boxes.size(), i -> rule.draw(masks.get(i), boxes.get(i), size))) {
            System.arraycopy(own, 0, targets, at, own.length);
            at += own.length;
        }
        return targets;
    }
}
