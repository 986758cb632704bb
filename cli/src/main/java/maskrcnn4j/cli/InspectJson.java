package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.inspect.Removal;
import maskrcnn4j.inspect.RpnLevel;
import maskrcnn4j.inspect.section.Explanation;
import maskrcnn4j.model.Detection;

/** What {@code mrcnn inspect} says, as JSON. */
record InspectJson(
        String image,
        String model,
        List<Integer> inputSize,
        String explanation,
        List<Level> levels,
        int proposals,
        List<Filter> filters,
        List<Found> detections) {

    /** What the region proposal network says about a level. */
    record Level(int level, int stride, int anchors, double best) {}

    /** What a filter removed. */
    record Filter(String stage, String reason, int before, int after) {}

    /** A detection; its box is x, y, width, height. */
    record Found(String label, double score, double[] box, int pixels) {}

    static InspectJson of(String image, Inspection seen) {
        List<Level> levels = new ArrayList<>();
        for (RpnLevel level : seen.rpn()) {
            double best = 0;
            for (float cell : level.best()) {
                best = Math.max(best, cell);
            }
            levels.add(new Level(level.level(), level.stride(), level.size(), best));
        }
        List<Filter> filters = new ArrayList<>();
        for (Removal removal : seen.removals()) {
            filters.add(new Filter(
                    removal.stage().name().toLowerCase(java.util.Locale.ROOT),
                    removal.reason(),
                    removal.before(),
                    removal.after()));
        }
        List<Found> found = new ArrayList<>();
        for (Detection one : seen.found()) {
            found.add(new Found(one.label(), one.resultScore(), one.resultBox(), (int)
                    one.mask().area()));
        }
        return new InspectJson(
                image,
                seen.checkpoint().spec().name(),
                List.of(seen.input().width(), seen.input().height()),
                Explanation.of(seen),
                levels,
                seen.proposals().size(),
                filters,
                found);
    }
}
