package maskrcnn4j.metrics.score;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.metrics.cityscapes.CityscapesEvaluation;
import maskrcnn4j.metrics.coco.ClassRow;
import maskrcnn4j.metrics.voc.VocClass;
import maskrcnn4j.metrics.voc.VocEvaluation;

/**
 * The numbers of each category.
 *
 * @param columns what the numbers are
 * @param rows the categories
 */
public record ScoreTable(List<Column> columns, List<Row> rows) {
    /** Copies the lists. */
    public ScoreTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A column.
     *
     * @param key its name in texts and files
     * @param count whether it counts things; else it is a score, -1 where there is none
     */
    public record Column(String key, boolean count) {}

    /**
     * A category.
     *
     * @param id its id
     * @param name its name; may be empty
     * @param values one for each column
     */
    public record Row(long id, String name, double... values) {}

    static ScoreTable ofCoco(List<ClassRow> classes) {
        List<Row> rows = new ArrayList<>();
        for (ClassRow row : classes) {
            rows.add(new Row(
                    row.categoryId(),
                    row.name(),
                    row.ap(),
                    row.ap50(),
                    row.ar(),
                    row.images(),
                    row.objects(),
                    row.detections()));
        }
        return new ScoreTable(
                List.of(
                        score("AP"),
                        score("AP50"),
                        score("AR"),
                        count("images"),
                        count("objects"),
                        count("detections")),
                rows);
    }

    static ScoreTable ofVoc(VocEvaluation evaluation) {
        List<Row> rows = new ArrayList<>();
        for (VocClass row : evaluation.classes()) {
            rows.add(new Row(
                    row.categoryId(),
                    row.name(),
                    row.area(),
                    row.elevenPoints(),
                    row.objects(),
                    row.difficult(),
                    row.detections()));
        }
        return new ScoreTable(
                List.of(score("AP"), score("AP11"), count("objects"), count("difficult"), count("detections")), rows);
    }

    static ScoreTable ofCityscapes(CityscapesEvaluation evaluation) {
        List<Row> rows = new ArrayList<>();
        for (int k = 0; k < evaluation.classes().size(); k++) {
            rows.add(new Row(
                    evaluation.classes().get(k).id(),
                    evaluation.classes().get(k).name(),
                    orNone(evaluation.classAp(k)),
                    orNone(evaluation.classAp50(k)),
                    evaluation.objects()[k],
                    evaluation.predictions()[k]));
        }
        return new ScoreTable(List.of(score("AP"), score("AP50"), count("objects"), count("detections")), rows);
    }

    private static Column score(String key) {
        return new Column(key, false);
    }

    private static Column count(String key) {
        return new Column(key, true);
    }

    /** -1 for what is not defined, as COCO has it. */
    static double orNone(double value) {
        return Double.isNaN(value) ? -1 : value;
    }
}
