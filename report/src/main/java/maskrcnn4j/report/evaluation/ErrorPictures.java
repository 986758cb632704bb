package maskrcnn4j.report.evaluation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.dataset.check.MaskProbe;
import maskrcnn4j.dataset.io.ParallelWork;
import maskrcnn4j.dataset.io.SamplePicture;
import maskrcnn4j.image.DrawnObject;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.PaintStyle;
import maskrcnn4j.image.Painter;
import maskrcnn4j.image.ReadOptions;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.metrics.analysis.PictureErrors;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.SideBySide;

/**
 * Draws pictures with what went wrong on them: errors are filled and labelled, and what is right is only outlined, so that
 * errors are seen among many objects and without colours. One picture is in memory for each thread, and all together take
 * no more room on a page than {@value #MOST_BYTES} bytes.
 */
final class ErrorPictures {
    private static final int MOST_BYTES = 5_000_000;
    private static final int LONGEST_SIDE = 720;
    private static final int MOST_THREADS = 4;

    private static final int MOST_LABELS = 14;

    /** Colours by {@link maskrcnn4j.image.Palette}'s numbers: blue for what is right, red and amber for what is not. */
    private static final int RIGHT = 4;

    private static final int WRONG = 0;
    private static final int BAD = 3;

    private static final Painter OUTLINES = new Painter(new PaintStyle(true, false, false, false, 0, 0.8));
    private static final Painter FILLED = new Painter(PaintStyle.DEFAULT.withBoxes(false));

    private final Dataset truth;
    private final Detections found;
    private final List<String> failures = new ArrayList<>();
    private long bytes;

    ErrorPictures(Dataset truth, Detections found) {
        this.truth = truth;
        this.found = found;
    }

    /** Why pictures are not shown, a line each. */
    List<String> failures() {
        return failures;
    }

    /** A pair, or why there is none. */
    private record Drawn(Optional<SideBySide.Pair> pair, String failure) {}

    /** Draws pictures, in their order. */
    List<SideBySide.Pair> draw(List<PictureErrors> pictures, Function<PictureErrors, String> words) {
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        List<Drawn> all = ParallelWork.map(threads, pictures.size(), i -> draw(pictures.get(i), words));
        List<SideBySide.Pair> pairs = new ArrayList<>();
        for (Drawn one : all) {
            if (one.pair.isEmpty()) {
                if (!failures.contains(one.failure)) {
                    failures.add(one.failure);
                }
                continue;
            }
            SideBySide.Pair pair = one.pair.get();
            int size = pair.left().data().length + pair.right().data().length;
            if (bytes + size <= MOST_BYTES) {
                bytes += size;
                pairs.add(pair);
            }
        }
        return pairs;
    }

    private Drawn draw(PictureErrors errors, Function<PictureErrors, String> words) {
        Sample sample = truth.sample(errors.sample());
        Image picture;
        try {
            picture = SamplePicture.read(sample, ReadOptions.DEFAULT).image();
        } catch (IOException | RuntimeException unreadable) {
            return new Drawn(
                    Optional.empty(),
                    "not shown: "
                            + String.valueOf(unreadable.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
        }
        String name = EvaluationReport.image(truth, errors.sample());
        Picture left = Picture.thumbnail(
                painted(picture, truth(errors, picture)), LONGEST_SIDE, "the truth of " + name, "truth");
        Picture right = Picture.thumbnail(
                painted(picture, found(errors, picture)), LONGEST_SIDE, "what was found on " + name, "found");
        return new Drawn(Optional.of(new SideBySide.Pair(left, right, name + ": " + words.apply(errors))), "");
    }

    /** Outlines what is right, then fills what is wrong; the largest errors get labels. */
    private static Image painted(Image picture, List<DrawnObject> objects) {
        List<DrawnObject> right =
                objects.stream().filter(one -> one.colourKey() == RIGHT).toList();
        List<DrawnObject> wrong = objects.stream()
                .filter(one -> one.colourKey() != RIGHT)
                .sorted(Comparator.comparingDouble(one -> -one.box().area()))
                .toList();
        List<DrawnObject> labelled = new ArrayList<>();
        for (DrawnObject one : wrong) {
            boolean label = labelled.size() < MOST_LABELS;
            labelled.add(label ? one : new DrawnObject("", Double.NaN, one.box(), one.mask(), one.colourKey()));
        }
        return FILLED.paint(OUTLINES.paint(picture, right), labelled);
    }

    private List<DrawnObject> truth(PictureErrors errors, Image picture) {
        List<DrawnObject> drawn = new ArrayList<>();
        for (PictureErrors.Match match : errors.matches()) {
            drawn.add(object(truth.instances(), match.object(), agreement(match), Double.NaN, colour(match), picture));
        }
        for (int missed : errors.missed()) {
            String label = named("missed", truth.instances(), missed);
            drawn.add(object(truth.instances(), missed, label, Double.NaN, WRONG, picture));
        }
        return drawn;
    }

    private List<DrawnObject> found(PictureErrors errors, Image picture) {
        List<DrawnObject> drawn = new ArrayList<>();
        for (PictureErrors.Match match : errors.matches()) {
            String label = agreement(match);
            drawn.add(object(found.instances(), match.detection(), label, Double.NaN, colour(match), picture));
        }
        for (PictureErrors.FalseAlarm alarm : errors.falseAlarms()) {
            String label = named("false", found.instances(), alarm.detection());
            drawn.add(object(found.instances(), alarm.detection(), label, alarm.score(), WRONG, picture));
        }
        return drawn;
    }

    private static String agreement(PictureErrors.Match match) {
        return match.bad() ? String.format(Locale.ROOT, "IoU %.2f", match.iou()) : "";
    }

    private static int colour(PictureErrors.Match match) {
        return match.bad() ? BAD : RIGHT;
    }

    /** Where there is one category only its name says nothing. */
    private String named(String what, InstanceTable table, int place) {
        return truth.categories().size() == 1 ? what : what + ": " + category(table, place);
    }

    private String category(InstanceTable table, int place) {
        int category = table.category(place);
        return category < 0 ? "?" : truth.categories().get(category).name();
    }

    private static DrawnObject object(
            InstanceTable table, int place, String label, double score, int colour, Image picture) {
        Optional<Rle> mask = MaskProbe.of(table.mask(place), picture.height(), picture.width())
                .pixels();
        Box box = Box.ofXywh(table.x(place), table.y(place), table.width(place), table.height(place));
        Box shown = box.isEmpty() && mask.isPresent() ? mask.get().boundingBox() : box;
        return new DrawnObject(label, score, shown, mask.orElse(Rle.empty(0, 0)), colour);
    }
}
