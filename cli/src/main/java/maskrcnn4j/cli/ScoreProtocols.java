package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.cityscapes.CityscapesEvaluation;
import maskrcnn4j.metrics.cityscapes.CityscapesEvaluator;
import maskrcnn4j.metrics.cityscapes.CityscapesScenes;
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
final class ScoreProtocols {
    private static final List<String> COCO_NAMES = List.of(
            "AP", "AP50", "AP75", "APs", "APm", "APl", "AR@1", "AR@10", "AR@100", "ARs@100", "ARm@100", "ARl@100");

    private ScoreProtocols() {}

    static Score coco(Dataset truth, Detections found, IouType type, Rules rules, List<Category> named) {
        CocoParameters parameters = CocoParameters.of(type).withRules(rules);
        CocoEvaluation evaluation = new CocoEvaluator(parameters).evaluate(truth, found);
        CocoSummary summary = CocoSummary.of(evaluation);
        return new Score(
                type,
                ScoreProtocol.COCO,
                COCO_NAMES,
                summary.stats(),
                summary.lines(),
                ScoreTable.ofCoco(ClassTable.of(evaluation)),
                Notes.on(evaluation, named),
                Optional.of(evaluation),
                Optional.empty());
    }

    static Score lvis(Dataset truth, Detections found, IouType type, Rules rules, List<Category> named) {
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
                Optional.empty());
    }

    static Score voc(Dataset truth, Detections found, IouType type) {
        VocEvaluation evaluation = new VocEvaluator(type).evaluate(truth, found);
        List<String> notes = new ArrayList<>();
        if (evaluation.area() < 0) {
            notes.add("mAP is -1: no category has objects that count");
        }
        return new Score(
                type,
                ScoreProtocol.VOC,
                List.of("mAP", "mAP11"),
                new double[] {evaluation.area(), evaluation.elevenPoints()},
                List.of(
                        " Mean Average Precision (area)      @[ IoU=0.50 ] = "
                                + CocoSummary.fixed(evaluation.area(), 3),
                        " Mean Average Precision (11 points) @[ IoU=0.50 ] = "
                                + CocoSummary.fixed(evaluation.elevenPoints(), 3)),
                ScoreTable.ofVoc(evaluation),
                notes,
                Optional.empty(),
                Optional.empty());
    }

    static Score cityscapes(Path truth, Path predictions, int threads) throws IOException {
        CityscapesEvaluation evaluation =
                new CityscapesEvaluator().evaluate(CityscapesScenes.read(truth, predictions, threads));
        double ap = ScoreTable.orNone(evaluation.meanAp());
        double ap50 = ScoreTable.orNone(evaluation.meanAp50());
        List<String> notes = new ArrayList<>();
        notes.add(evaluation.images() + " pictures are scored: those of every split of which one has a list of"
                + " predictions");
        for (int k = 0; k < evaluation.classes().size(); k++) {
            if (evaluation.objects()[k] == 0) {
                notes.add("AP of " + evaluation.classes().get(k).name()
                        + " is -1 and not in the mean: it has no object of at least 100 pixels");
            }
        }
        return new Score(
                IouType.SEGM,
                ScoreProtocol.CITYSCAPES,
                List.of("AP", "AP50"),
                new double[] {ap, ap50},
                List.of(
                        " Average Precision  (AP) @[ overlap>0.50:0.95 ] = " + CocoSummary.fixed(ap, 3),
                        " Average Precision  (AP) @[ overlap>0.50      ] = " + CocoSummary.fixed(ap50, 3)),
                ScoreTable.ofCityscapes(evaluation),
                notes,
                Optional.empty(),
                Optional.empty());
    }
}
