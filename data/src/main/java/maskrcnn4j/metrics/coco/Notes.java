package maskrcnn4j.metrics.coco;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.dataset.MaskKind;
import maskrcnn4j.dataset.Stray;
import maskrcnn4j.text.Counted;

/**
 * What a reader of the numbers should know: why one of them is -1 or 0, and which oddities of the files, or of the rules,
 * changed them. One sentence each.
 */
public final class Notes {
    private final CocoEvaluation evaluation;
    private final Dataset truth;
    private final Detections found;
    private final boolean strict;

    /** Whether crowds, the field ignore and limits of detections mean what they mean to COCO. */
    private final boolean byCoco;

    private final List<String> notes = new ArrayList<>();

    private Notes(CocoEvaluation evaluation) {
        this.evaluation = evaluation;
        truth = evaluation.truth();
        found = evaluation.detections();
        strict = evaluation.parameters().rules() == Rules.PYCOCOTOOLS;
        byCoco = evaluation.job().rules instanceof CocoMatchRules;
    }

    /**
     * The notes on an evaluation.
     *
     * @param resultCategories the categories that the file of detections names itself; empty if it names none
     */
    public static List<String> on(CocoEvaluation evaluation, List<Category> resultCategories) {
        return new Notes(evaluation).all(resultCategories, true);
    }

    /** The notes on an evaluation of which {@link CocoSummary#atLargestLimit} is shown. */
    public static List<String> atLargestLimit(CocoEvaluation evaluation, List<Category> resultCategories) {
        return new Notes(evaluation).all(resultCategories, false);
    }

    private List<String> all(List<Category> resultCategories, boolean usualLimit) {
        objectsOddlyMarked();
        strays();
        lostDetections();
        masks();
        missingNumbers(usualLimit);
        if (evaluation.means().precision(0, evaluation.parameters().maxDetections().length - 1) <= 0) {
            notes.addAll(NothingFound.reasons(evaluation, resultCategories));
        }
        return notes;
    }

    private void note(int count, String singular, String plural, String what) {
        if (count > 0) {
            notes.add(Counted.of(count, singular, plural) + " " + what);
        }
    }

    private void objectsOddlyMarked() {
        InstanceTable table = truth.instances();
        int zero = 0;
        int ignored = 0;
        int unstated = 0;
        for (int i = 0; i < table.count(); i++) {
            zero += table.id(i) == 0 ? 1 : 0;
            ignored += table.ignored(i) && !table.crowd(i) ? 1 : 0;
            unstated += table.crowdStated(i) ? 0 : 1;
        }
        if (strict) {
            note(
                    zero,
                    "object has",
                    "objects have",
                    "the id 0, and as in pycocotools a match with it counts as a miss: number annotations from 1, or use"
                            + " --rules corrected");
            note(
                    byCoco ? ignored : 0,
                    "object asks",
                    "objects ask",
                    "to be ignored (\"ignore\": 1) but counts all the same, as in pycocotools; --rules corrected"
                            + " honours it");
            int repeated = table.lastOfSameId().map(Notes::repeated).orElse(0);
            note(
                    repeated,
                    "object shares",
                    "objects share",
                    "the id of a later one and is taken for it, as in pycocotools: give every annotation its own id, or"
                            + " use --rules corrected");
        }
        note(byCoco ? unstated : 0, "object does", "objects do", "not say whether it is a crowd (iscrowd); taken as 0");
        if (!evaluation.parameters().useCategories()) {
            int repeated = truth.repeatedCategories().size();
            note(repeated, "category is", "categories are", "listed again, and its objects count again");
        }
    }

    private static int repeated(int[] last) {
        int repeated = 0;
        for (int i = 0; i < last.length; i++) {
            repeated += last[i] == i ? 0 : 1;
        }
        return repeated;
    }

    private void strays() {
        int images = 0;
        int categories = 0;
        for (Stray stray : truth.strays()) {
            images += stray.imageKnown() ? 0 : 1;
            categories += stray.imageKnown() ? 1 : 0;
        }
        note(images, "object is", "objects are", "of an image that is not listed, and left out");
        note(categories, "object is", "objects are", "of a category that is not listed, and left out");
    }

    private void lostDetections() {
        InstanceTable table = found.instances();
        int unknown = 0;
        for (int i = 0; i < table.count(); i++) {
            unknown += table.category(i) < 0 ? 1 : 0;
        }
        note(unknown, "detection is", "detections are", "of a category that the annotations do not list, and left out");
        if (table.count() == 0) {
            notes.add("there are no detections: every number is 0, or -1 where there are no objects");
        }
    }

    /** Masks of another size than their picture never match anything: they were transposed or not scaled back. */
    private void masks() {
        if (!evaluation.parameters().type().masks()) {
            return;
        }
        note(
                sizesThatDiffer(truth.instances()),
                "object has",
                "objects have",
                "a mask of another size than its image (the height comes first in size)");
        note(
                sizesThatDiffer(found.instances()),
                "detection has",
                "detections have",
                "a mask of another size than its image and can match nothing: scale masks to the image, and mind that"
                        + " the height comes first in size");
        int broken = 0;
        InstanceTable table = truth.instances();
        for (int i = 0; i < table.count(); i++) {
            boolean polygons = table.maskKind(i) == MaskKind.POLYGONS;
            broken += polygons && (table.ringCount(i) == 0 || table.ringLength(i, 0) <= 4) ? 1 : 0;
        }
        note(
                broken,
                "object has",
                "objects have",
                "a first outline of fewer than three corners, on which pycocotools fails; it counts as empty");
    }

    private int sizesThatDiffer(InstanceTable table) {
        int differ = 0;
        for (int i = 0; i < table.count(); i++) {
            int sample = table.sample(i);
            if (sample >= 0 && table.maskKind(i) == MaskKind.RUNS && truth.sampleHeight(sample) > 0) {
                boolean same = table.maskHeight(i) == truth.sampleHeight(sample)
                        && table.maskWidth(i) == truth.sampleWidth(sample);
                differ += same ? 0 : 1;
            }
        }
        return differ;
    }

    /** Why a number of the summary is -1. */
    private void missingNumbers(boolean usualLimit) {
        CocoParameters parameters = evaluation.parameters();
        if (usualLimit && byCoco && strict && indexOf(parameters.maxDetections(), 100) < 0) {
            notes.add(
                    "AP is -1 because, as in pycocotools, it is taken at a limit of 100 detections, and the limits are "
                            + numbers(parameters.maxDetections()) + "; --rules corrected takes it at the largest");
        }
        for (double threshold : new double[] {0.5, 0.75}) {
            if (evaluation.means().thresholdIndex(threshold) < 0) {
                notes.add("AP" + (int) (100 * threshold) + " is -1 because " + threshold
                        + " is not among the IoU thresholds");
            }
        }
        boolean anything = false;
        for (String label : new String[] {"all", "small", "medium", "large"}) {
            int a = evaluation.areaIndex(label);
            if (a < 0) {
                notes.add("the numbers for " + label + " are -1 because there is no range of sizes of that name");
            } else if (parameters.maxDetections().length > 0
                    && evaluation.means().recall(-1, -1, a, parameters.maxDetections().length - 1) == -1) {
                if (label.equals("all")) {
                    notes.add("every number is -1 because there are no objects that count");
                    return;
                }
                AreaRange range = parameters.areaRanges().get(a);
                notes.add("the numbers for " + label + " are -1 because no object that counts has an area from "
                        + plain(range.min()) + " to " + plain(range.max()));
            }
            anything |= a >= 0;
        }
        if (!anything) {
            notes.add("there is no range of sizes that the summary knows");
        }
    }

    private static String plain(double number) {
        return number == (long) number ? Long.toString((long) number) : Double.toString(number);
    }

    private static int indexOf(int[] values, int value) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == value) {
                return i;
            }
        }
        return -1;
    }

    private static String numbers(int[] values) {
        StringBuilder text = new StringBuilder();
        for (int value : values) {
            text.append(text.length() == 0 ? "" : ", ").append(value);
        }
        return text.toString();
    }
}
