package maskrcnn4j.report.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import maskrcnn4j.metrics.analysis.ConfusionMatrix;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Matrix;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;

/** Which category is taken for which. */
final class ConfusionSection {
    private static final int MOST_CATEGORIES = 10;
    private static final int MOST_PAIRS = 20;
    private static final int LIMIT = 100;
    private static final long FIRST = 1L << 32;
    private static final String BACKGROUND = "(background)";

    private ConfusionSection() {}

    static Section of(CocoEvaluation evaluation, Pooled pooled) {
        ConfusionMatrix matrix = ConfusionMatrix.of(
                evaluation.truth(),
                evaluation.detections(),
                evaluation.parameters().type(),
                pooled.bestScore(),
                Pooled.THRESHOLD,
                LIMIT);
        int[] shown = shown(matrix);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(String.format(
                Locale.ROOT,
                "Detections of a confidence of %.3f or more (the best F1), held against objects at IoU 0.50. Each takes"
                        + " the nearest free object of its own category, else of any. The last row is background taken"
                        + " for an object, the last column objects that were missed.",
                pooled.bestScore())));
        List<String> names = new ArrayList<>();
        for (int k : shown) {
            names.add(name(matrix, k));
        }
        double[][] values = new double[shown.length][shown.length];
        for (int i = 0; i < shown.length; i++) {
            for (int j = 0; j < shown.length; j++) {
                boolean corner = shown[i] == matrix.background() && shown[j] == matrix.background();
                values[i][j] = corner ? Double.NaN : matrix.counts()[shown[i]][shown[j]];
            }
        }
        String caption = shown.length == matrix.counts().length
                ? "Objects and detections by category"
                : "The " + MOST_CATEGORIES + " categories that are confused most, of "
                        + matrix.categories().size();
        blocks.add(new Matrix(caption, "truth", "found as", names, names, values, 0));
        Table pairs = pairs(matrix);
        if (!pairs.rows().isEmpty()) {
            blocks.add(pairs);
        }
        return new Section("Confusions", blocks);
    }

    /** All categories if they are few, else those with the most confusions among each other; the background last. */
    private static int[] shown(ConfusionMatrix matrix) {
        int background = matrix.background();
        if (background <= MOST_CATEGORIES) {
            return IntStream.rangeClosed(0, background).toArray();
        }
        long[] confused = new long[background];
        for (int i = 0; i < background; i++) {
            for (int j = 0; j < background; j++) {
                confused[i] += i == j ? 0 : (matrix.counts()[i][j] + matrix.counts()[j][i]) * FIRST;
            }
            // Among those that are confused alike the ones with the most other errors.
            confused[i] += matrix.counts()[i][background] + matrix.counts()[background][i];
        }
        IntStream most = IntStream.range(0, background)
                .boxed()
                .sorted(Comparator.comparingLong((Integer k) -> -confused[k]))
                .limit(MOST_CATEGORIES)
                .mapToInt(Integer::intValue)
                .sorted();
        return IntStream.concat(most, IntStream.of(background)).toArray();
    }

    private static String name(ConfusionMatrix matrix, int k) {
        return k == matrix.background()
                ? BACKGROUND
                : matrix.categories().get(k).name();
    }

    private static Table pairs(ConfusionMatrix matrix) {
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < matrix.background(); i++) {
            for (int j = 0; j < matrix.background(); j++) {
                if (i != j && matrix.counts()[i][j] > 0) {
                    pairs.add(new int[] {i, j});
                }
            }
        }
        pairs.sort(Comparator.comparingLong((int[] pair) -> -matrix.counts()[pair[0]][pair[1]]));
        Table.Builder table = Table.builder("Most frequent confusions")
                .text("truth")
                .text("found as")
                .number("times", 0)
                .number("of its objects", 3);
        for (int[] pair : pairs.subList(0, Math.min(MOST_PAIRS, pairs.size()))) {
            long objects = 0;
            for (long count : matrix.counts()[pair[0]]) {
                objects += count;
            }
            long times = matrix.counts()[pair[0]][pair[1]];
            table.row(name(matrix, pair[0]), name(matrix, pair[1]), times, (double) times / objects);
        }
        return table.build();
    }
}
