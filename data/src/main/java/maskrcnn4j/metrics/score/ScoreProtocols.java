package maskrcnn4j.metrics.score;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.cityscapes.CityscapesLabel;
import maskrcnn4j.metrics.cityscapes.CityscapesEvaluation;
import maskrcnn4j.metrics.cityscapes.CityscapesEvaluator;
import maskrcnn4j.metrics.cityscapes.CityscapesScene;
import maskrcnn4j.metrics.coco.ClassTable;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.coco.CocoEvaluator;
import maskrcnn4j.metrics.coco.CocoParameters;
import maskrcnn4j.metrics.coco.CocoSummary;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.coco.Notes;
import maskrcnn4j.metrics.coco.Rules;
import maskrcnn4j.metrics.lvis.LvisEvaluation;
import maskrcnn4j.metrics.lvis.LvisEvaluator;
import maskrcnn4j.metrics.voc.VocEvaluation;
import maskrcnn4j.metrics.voc.VocEvaluator;

/** Evaluates by each of the measures. */
public final class ScoreProtocols {
    static final List<String> VOC_NAMES = List.of("mAP", "mAP11");
    static final List<String> CITYSCAPES_NAMES = List.of("AP", "AP50");

    private ScoreProtocols() {}

    /**
     * COCO's twelve numbers. They are taken at the largest of three limits of detections, which is usually 100; at other
     * limits too, unlike in pycocotools, which then gives -1.
     *
     * @param named the categories that the detections' own file names; empty if it names none
     */
    public static Score coco(Dataset truth, Detections found, CocoParameters parameters, List<Category> named) {
        CocoEvaluation evaluation = new CocoEvaluator(parameters).evaluate(truth, found);
        CocoSummary summary = CocoSummary.atLargestLimit(evaluation);
        return new Score(
                parameters.type(),
                ScoreProtocol.COCO,
                cocoNames(parameters.maxDetections()),
                summary.stats(),
                summary.lines(),
                ScoreTable.ofCoco(ClassTable.of(evaluation)),
                Notes.atLargestLimit(evaluation, named),
                Optional.of(evaluation),
                Optional.empty(),
                Optional.empty());
    }

    static List<String> cocoNames(int[] limits) {
        List<String> names = new ArrayList<>(List.of("AP", "AP50", "AP75", "APs", "APm", "APl"));
        names.addAll(List.of("AR@" + limits[0], "AR@" + limits[1]));
        for (String area : List.of("", "s", "m", "l")) {
            names.add("AR" + area + "@" + limits[2]);
        }
        return names;
    }

    /**
     * LVIS' thirteen numbers.
     *
     * @param named the categories that the detections' own file names; empty if it names none
     * @throws maskrcnn4j.metrics.EvaluationException if the data set is not federated
     */
    public static Score lvis(Dataset truth, Detections found, IouType type, Rules rules, List<Category> named) {
        LvisEvaluation evaluation = new LvisEvaluator(type, rules).evaluate(truth, found);
        List<String> notes = new ArrayList<>(Notes.on(evaluation.curves(), named));
        int dropped = found.count() - evaluation.curves().detections().count();
        if (dropped > 0) {
            notes.add(dropped + " of " + found.count() + " detections are not judged: beyond the best "
                    + LvisEvaluator.DETECTIONS
                    + " of a picture, or of a category that was neither found on the picture nor known to be absent");
        }
        return new Score(
                type,
                ScoreProtocol.LVIS,
                LvisEvaluation.NAMES,
                evaluation.stats(),
                evaluation.lines(),
                ScoreTable.ofCoco(ClassTable.of(evaluation.curves())),
                notes,
                Optional.of(evaluation.curves()),
                Optional.empty(),
                Optional.empty());
    }

    /** Pascal VOC's mAP at an IoU of 0.50, by area and by 11 points. */
    public static Score voc(Dataset truth, Detections found, IouType type) {
        VocEvaluation evaluation = new VocEvaluator(type).evaluate(truth, found);
        List<String> notes = new ArrayList<>();
        if (evaluation.area() < 0) {
            notes.add("mAP is -1: no category has objects that count");
        }
        return new Score(
                type,
                ScoreProtocol.VOC,
                VOC_NAMES,
                new double[] {evaluation.area(), evaluation.elevenPoints()},
                List.of(
                        " Mean Average Precision (area)      @[ IoU=0.50 ] = "
                                + CocoSummary.fixed(evaluation.area(), 3),
                        " Mean Average Precision (11 points) @[ IoU=0.50 ] = "
                                + CocoSummary.fixed(evaluation.elevenPoints(), 3)),
                ScoreTable.ofVoc(evaluation),
                notes,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Cityscapes' AP and AP50.
     *
     * @param classes the classes that are scored
     */
    public static Score cityscapes(List<CityscapesScene> scenes, List<CityscapesLabel> classes) {
        CityscapesEvaluation evaluation = new CityscapesEvaluator(classes).evaluate(scenes);
        double ap = ScoreTable.orNone(evaluation.meanAp());
        double ap50 = ScoreTable.orNone(evaluation.meanAp50());
        List<String> notes = new ArrayList<>();
        for (int k = 0; k < evaluation.classes().size(); k++) {
            if (evaluation.objects()[k] == 0) {
                notes.add("AP of " + evaluation.classes().get(k).name()
                        + " is -1 and not in the mean: it has no object of at least 100 pixels");
            }
        }
        return new Score(
                IouType.SEGM,
                ScoreProtocol.CITYSCAPES,
                CITYSCAPES_NAMES,
                new double[] {ap, ap50},
                List.of(
                        " Average Precision  (AP) @[ overlap>0.50:0.95 ] = " + CocoSummary.fixed(ap, 3),
                        " Average Precision  (AP) @[ overlap>0.50      ] = " + CocoSummary.fixed(ap50, 3)),
                ScoreTable.ofCityscapes(evaluation),
                notes,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
