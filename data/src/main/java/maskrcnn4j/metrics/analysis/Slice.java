package maskrcnn4j.metrics.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.coco.CocoEvaluator;
import maskrcnn4j.metrics.coco.CocoMeans;
import maskrcnn4j.metrics.coco.CocoParameters;

/**
 * The scores of one group of pictures, by COCO's measure.
 *
 * @param group its name
 * @param images how many pictures it has
 * @param objects how many objects are on them, crowds included
 * @param ap AP; -1 without objects
 * @param ap50 AP at an agreement of 0.5; -1 without objects
 * @param ar average recall at the largest limit of detections; -1 without objects
 */
public record Slice(String group, int images, int objects, double ap, double ap50, double ar) {

    /** Scores each group. */
    public static List<Slice> of(Dataset truth, Detections found, CocoParameters parameters, ImageGroups groups) {
        List<Slice> slices = new ArrayList<>();
        for (Map.Entry<String, long[]> group : groups.imageIds().entrySet()) {
            CocoEvaluation evaluation =
                    new CocoEvaluator(parameters.withImageIds(group.getValue())).evaluate(truth, found);
            CocoMeans means = evaluation.means();
            int all = evaluation.areaIndex("all");
            int last = parameters.maxDetections().length - 1;
            int half = means.thresholdIndex(0.5);
            int objects = 0;
            for (long id : group.getValue()) {
                objects += truth.instanceCount(truth.sampleIndex(id));
            }
            slices.add(new Slice(
                    group.getKey(),
                    group.getValue().length,
                    objects,
                    means.precision(all, last),
                    half < 0 ? -1 : means.precision(half, -1, all, last),
                    means.recall(-1, -1, all, last)));
        }
        return slices;
    }
}
