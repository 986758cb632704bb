package maskrcnn4j.report.evaluation;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.metrics.analysis.ImageGroups;
import maskrcnn4j.metrics.analysis.Slice;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.matterport.PerImageMeanAp;
import maskrcnn4j.metrics.voc.VocEvaluation;
import maskrcnn4j.metrics.voc.VocEvaluator;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;

/** Scores of groups of pictures, and the same detections by other measures. */
final class SliceSection {
    private static final int MOST_GROUPS = 40;

    private SliceSection() {}

    static Section of(CocoEvaluation evaluation) {
        Dataset truth = evaluation.truth();
        List<Block> blocks = new ArrayList<>();
        for (ImageGroups groups : List.of(ImageGroups.byObjectCount(truth), ImageGroups.byFolder(truth))) {
            int count = groups.imageIds().size();
            if (count > 1 && count <= MOST_GROUPS) {
                blocks.add(table(evaluation, groups));
            }
        }
        blocks.add(others(evaluation));
        return new Section("Groups of images and other measures", blocks);
    }

    private static Table table(CocoEvaluation evaluation, ImageGroups groups) {
        Table.Builder table = Table.builder("Images grouped by " + groups.title())
                .text(groups.title())
                .number("AP", 3)
                .number("AP50", 3)
                .number("AR", 3)
                .number("images", 0)
                .number("objects", 0);
        for (Slice slice : Slice.of(evaluation.truth(), evaluation.detections(), evaluation.parameters(), groups)) {
            table.row(
                    slice.group(),
                    EvaluationReport.orNaN(slice.ap()),
                    EvaluationReport.orNaN(slice.ap50()),
                    EvaluationReport.orNaN(slice.ar()),
                    slice.images(),
                    slice.objects());
        }
        return table.build();
    }

    private static Table others(CocoEvaluation evaluation) {
        VocEvaluation voc =
                new VocEvaluator(evaluation.parameters().type()).evaluate(evaluation.truth(), evaluation.detections());
        PerImageMeanAp perImage = PerImageMeanAp.of(
                evaluation.truth(),
                evaluation.detections(),
                evaluation.parameters().type(),
                Pooled.THRESHOLD);
        return Table.builder("The same detections by other measures, at IoU 0.50")
                .text("measure")
                .number("value", 3)
                .row("Pascal VOC mAP, area under the curve", EvaluationReport.orNaN(voc.area()))
                .row("Pascal VOC mAP, 11 points", EvaluationReport.orNaN(voc.elevenPoints()))
                .row(PerImageMeanAp.NAME, EvaluationReport.orNaN(perImage.value()))
                .build();
    }
}
