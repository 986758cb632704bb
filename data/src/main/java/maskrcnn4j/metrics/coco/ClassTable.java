package maskrcnn4j.metrics.coco;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.dataset.Dataset;

/** Makes the table of categories of an evaluation, in the order of their axis. */
public final class ClassTable {
    private ClassTable() {}

    /** One row for each category. */
    public static List<ClassRow> of(CocoEvaluation evaluation) {
        Dataset truth = evaluation.truth();
        CellGrid grid = evaluation.job().grid;
        CocoMeans means = evaluation.means();
        int last = evaluation.parameters().maxDetections().length - 1;
        int half = means.thresholdIndex(0.5);
        List<ClassRow> rows = new ArrayList<>();
        for (int k = 0; k < grid.classIds.length; k++) {
            int category = truth.categoryIndex(grid.classIds[k]);
            boolean named = evaluation.parameters().useCategories() && category >= 0;
            rows.add(new ClassRow(
                    grid.classIds[k],
                    named ? truth.categories().get(category).name() : "",
                    means.precision(-1, k, 0, last),
                    half < 0 ? -1 : means.precision(half, k, 0, last),
                    means.recall(-1, k, 0, last),
                    images(evaluation, k),
                    grid.truths.start()[k + 1] - grid.truths.start()[k],
                    grid.found.start()[k + 1] - grid.found.start()[k]));
        }
        return rows;
    }

    private static int images(CocoEvaluation evaluation, int k) {
        CellGrid grid = evaluation.job().grid;
        int images = 0;
        int before = -1;
        for (int i = grid.truths.start()[k]; i < grid.truths.start()[k + 1]; i++) {
            int sample = evaluation.truth().instances().sample(grid.truths.order()[i]);
            images += sample == before ? 0 : 1;
            before = sample;
        }
        return images;
    }
}
