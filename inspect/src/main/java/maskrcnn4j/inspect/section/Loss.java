package maskrcnn4j.inspect.section;

import java.util.List;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.inspect.TruthObject;

/** At which step an object that was not found was lost. */
final class Loss {
    private Loss() {}

    static String of(Scene scene, TruthObject object) {
        Inspection seen = scene.seen();
        if (object.label() == 0) {
            return "the model does not know this class";
        }
        if (object.box().isEmpty()) {
            return "its box is empty";
        }
        float[] box = scene.toInput(List.of(object.box()));
        double anchors = Recall.of(box, AnchorSection.allAnchors(seen.rpn())).mean();
        double candidates =
                Recall.of(box, seen.proposals().candidates().corners()).mean();
        double proposals = Recall.of(box, seen.proposals().boxes()).mean();
        if (proposals < 0.5) {
            return "not proposed: best IoU of an anchor " + Words.score(anchors) + ", of a candidate "
                    + Words.score(candidates) + ", of a proposal " + Words.score(proposals);
        }
        return "proposed with IoU " + Words.score(proposals) + ", but " + classified(seen, box, object);
    }

    private static String classified(Inspection seen, float[] box, TruthObject object) {
        double best = 0;
        double limit = seen.checkpoint().spec().detections().scoreThreshold();
        float[] boxes = seen.proposals().boxes();
        for (int i = 0; i < seen.proposals().size(); i++) {
            float[] one = ProposalSection.select(boxes, new int[] {i});
            if (Recall.of(box, one).mean() >= 0.5) {
                best = Math.max(best, seen.probability(i, object.label()));
            }
        }
        return best > limit
                ? "its class scored " + Words.score(best) + ": suppressed, moved away, or its mask fits too little"
                : "its class scored at most " + Words.score(best) + ", the limit is " + Words.plain(limit);
    }
}
