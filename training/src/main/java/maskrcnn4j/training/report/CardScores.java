package maskrcnn4j.training.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.training.run.Curves;
import maskrcnn4j.training.run.MetricsCsv;

/** The figures of a model card: those of the evaluation that was the best. */
final class CardScores {
    private static final int MOST_CLASSES = 100;
    private static final String NONE = "–";

    private CardScores() {}

    /** Every number of an evaluation: a row for each, a column for each type. */
    static void figures(Markdown card, long step, Map<String, List<MetricsCsv.Point>> metrics) {
        Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
        Set<String> types = new LinkedHashSet<>();
        for (String name : Curves.scoreNames(metrics)) {
            metrics.get(name).stream().filter(point -> point.step() == step).forEach(point -> {
                String type = name.substring(0, name.indexOf('/'));
                types.add(type);
                rows.computeIfAbsent(name.substring(type.length() + 1), variant -> new LinkedHashMap<>())
                        .put(type, point.value());
            });
        }
        List<String> header = new ArrayList<>(List.of("figure"));
        header.addAll(types);
        List<List<String>> table = new ArrayList<>();
        rows.forEach((variant, values) -> {
            List<String> row = new ArrayList<>(List.of(variant));
            types.forEach(type -> row.add(score(values.getOrDefault(type, MetricsCsv.NO_SCORE))));
            table.add(row);
        });
        card.table(header, table);
    }

    /**
     * What each class was learned from, and its scores: of the {@value #MOST_CLASSES} with the most examples where there are
     * more.
     *
     * @param scores those of the best evaluation; empty if they are not at hand
     */
    static void classes(Markdown card, List<ModelCategory> classes, CardData data, List<ClassScores.OfType> scores) {
        List<String> header = new ArrayList<>(List.of("class", "objects to learn from"));
        for (ClassScores.OfType score : scores) {
            header.add(score.type() + " " + score.measure());
        }
        List<List<String>> rows = classes.stream()
                .sorted(
                        classes.size() > MOST_CLASSES
                                ? Comparator.comparingInt((ModelCategory one) -> -data.examples(one.name()))
                                : Comparator.comparingInt(one -> 0))
                .limit(MOST_CLASSES)
                .map(one -> row(one, data, scores))
                .toList();
        card.table(header, rows);
        if (classes.size() > MOST_CLASSES) {
            card.paragraph(
                    "These are the " + MOST_CLASSES + " classes with the most examples, of " + classes.size() + ".");
        }
    }

    private static List<String> row(ModelCategory one, CardData data, List<ClassScores.OfType> scores) {
        List<String> row =
                new ArrayList<>(List.of(one.name(), String.format(Locale.ROOT, "%,d", data.examples(one.name()))));
        for (ClassScores.OfType score : scores) {
            row.add(score(score.classes().getOrDefault(one.name(), MetricsCsv.NO_SCORE)));
        }
        return row;
    }

    static String score(double value) {
        return value == MetricsCsv.NO_SCORE || Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%.3f", value);
    }
}
