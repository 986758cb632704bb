package maskrcnn4j.report.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.metrics.analysis.PictureErrors;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Notes;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.SideBySide;
import maskrcnn4j.report.Table;
import maskrcnn4j.text.Counted;

/** The pictures on which most went wrong, beside the truth. */
final class WorstSection {
    private static final int MOST_ROWS = 40;

    /** A kind of error: what it is called, how bad it is on a picture, and what to say of a picture. */
    private record Kind(
            String title,
            String rule,
            ToDoubleFunction<PictureErrors> badness,
            Function<PictureErrors, String> words) {}

    private final CocoEvaluation evaluation;
    private final Pooled pooled;
    private final List<PictureErrors> errors;
    private final String outline;

    private WorstSection(CocoEvaluation evaluation, Pooled pooled) {
        this.evaluation = evaluation;
        this.pooled = pooled;
        int[] limits = evaluation.parameters().maxDetections();
        errors = PictureErrors.of(
                evaluation.truth(),
                evaluation.detections(),
                evaluation.parameters().type(),
                pooled.bestScore(),
                limits[limits.length - 1]);
        outline = evaluation.parameters().type().masks() ? "masks" : "boxes";
    }

    static Section of(CocoEvaluation evaluation, Pooled pooled, PictureOptions pictures) {
        return new WorstSection(evaluation, pooled).section(pictures);
    }

    private List<Kind> kinds() {
        return List.of(
                new Kind(
                        "Misses",
                        "with the most objects that no detection came near",
                        one -> one.missed().size(),
                        one -> Counted.of(one.missed().size(), "object") + " missed"),
                new Kind(
                        "False alarms",
                        "with the greatest sum of confidence in things that are not there",
                        PictureErrors::alarm,
                        one -> Counted.of(one.falseAlarms().size(), "false alarm")),
                new Kind(
                        "Bad " + outline,
                        "whose objects were seen, but outlined worst: the sum of what their " + outline + " below IoU "
                                + PictureErrors.GOOD + " lack",
                        PictureErrors::lacking,
                        one -> Counted.of(bad(one), "bad " + (outline.equals("masks") ? "mask" : "box"))));
    }

    private Section section(PictureOptions pictures) {
        List<Block> blocks = new ArrayList<>();
        long matched = errors.stream()
                .flatMap(one -> one.matches().stream())
                .filter(PictureErrors.Match::found)
                .count();
        blocks.add(new Paragraph(String.format(
                Locale.ROOT,
                "By detections of a confidence of %.3f or more (the best F1): %s found at IoU 0.50, %,d seen but"
                        + " outlined below that, %,d missed; %s.",
                pooled.bestScore(),
                Counted.of(matched, "object"),
                errors.stream().mapToLong(one -> one.matches().size()).sum() - matched,
                errors.stream().mapToLong(one -> one.missed().size()).sum(),
                Counted.of(
                        errors.stream()
                                .mapToLong(one -> one.falseAlarms().size())
                                .sum(),
                        "false alarm"))));
        Table table = table();
        if (table.rows().isEmpty()) {
            blocks.add(new Paragraph("Nothing went wrong on any picture."));
            return new Section("Worst pictures", blocks);
        }
        if (pictures.most() == 0) {
            blocks.add(Notes.of(pictures.absent()));
        } else {
            galleries(pictures.most(), blocks);
        }
        blocks.add(table);
        return new Section("Worst pictures", blocks);
    }

    private void galleries(int most, List<Block> blocks) {
        blocks.add(new Paragraph(
                "Left the truth, right what was found. What is wrong is filled and, as far as there is room,"
                        + " labelled; what is right is only outlined."));
        ErrorPictures painter = new ErrorPictures(evaluation.truth(), evaluation.detections());
        for (Kind kind : kinds()) {
            List<PictureErrors> worst = errors.stream()
                    .filter(one -> kind.badness.applyAsDouble(one) > 0)
                    .sorted(Comparator.comparingDouble(kind.badness).reversed())
                    .limit(most)
                    .toList();
            List<SideBySide.Pair> pairs = painter.draw(worst, kind.words);
            if (!pairs.isEmpty()) {
                blocks.add(new Paragraph(
                        kind.title + ": the " + (pairs.size() == 1 ? "picture " : "pictures ") + kind.rule + "."));
                blocks.add(new SideBySide(pairs));
            }
        }
        if (!painter.failures().isEmpty()) {
            blocks.add(new Notes(painter.failures().stream()
                    .map(failure -> new Notes.Note(Notes.Level.WARNING, failure))
                    .toList()));
        }
    }

    private Table table() {
        Dataset truth = evaluation.truth();
        List<PictureErrors> wrong = errors.stream()
                .filter(one -> one.missed().size() + one.falseAlarms().size() + bad(one) > 0)
                .sorted(Comparator.comparingInt((PictureErrors one) ->
                                one.missed().size() + one.falseAlarms().size() + bad(one))
                        .reversed())
                .toList();
        String caption = wrong.size() > MOST_ROWS
                ? "The " + MOST_ROWS + " pictures with the most errors, of " + wrong.size() + " with any"
                : "All pictures with errors";
        Table.Builder table = Table.builder(caption)
                .text("image")
                .number("objects", 0)
                .number("found", 0)
                .number("missed", 0)
                .number("false alarms", 0)
                .number("bad " + outline, 0);
        for (PictureErrors one : wrong.subList(0, Math.min(MOST_ROWS, wrong.size()))) {
            long found =
                    one.matches().stream().filter(PictureErrors.Match::found).count();
            table.row(
                    EvaluationReport.image(truth, one.sample()),
                    one.matches().size() + one.missed().size(),
                    found,
                    one.missed().size(),
                    one.falseAlarms().size(),
                    bad(one));
        }
        return table.build();
    }

    private static int bad(PictureErrors one) {
        return (int) one.matches().stream().filter(PictureErrors.Match::bad).count();
    }
}
