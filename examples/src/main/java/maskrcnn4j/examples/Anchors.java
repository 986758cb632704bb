package maskrcnn4j.examples;

import static maskrcnn4j.examples.Lesson.agree;
import static maskrcnn4j.examples.Lesson.draw;
import static maskrcnn4j.examples.Lesson.part;
import static maskrcnn4j.examples.Lesson.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import maskrcnn4j.mask.Box;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NonMaximumSuppression;
import maskrcnn4j.model.target.FloatBoxes;
import maskrcnn4j.model.target.Matcher;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.MatchingSpec;

/** Chapter 6: anchors and the region proposal network. */
public final class Anchors {
    private Anchors() {}

    public static void main(String[] args) {
        part("1. The anchors of one cell");
        Sketch sketch = new Sketch(420, 330).text(20, 24, "The three anchors of size 128 on one cell of P4");
        String[] colours = {Sketch.BLUE, Sketch.ORANGE, Sketch.GREEN};
        double[] ratios = {0.5, 1, 2};
        for (int i = 0; i < 3; i++) {
            Box anchor = anchor(128, ratios[i], 0, 0);
            say(
                    "ratio %.1f   %3.0f wide, %3.0f high, area %.0f",
                    ratios[i], anchor.width(), anchor.height(), anchor.area());
            sketch.box(180 + anchor.x1(), 180 + anchor.y1(), 180 + anchor.x2(), 180 + anchor.y2(), colours[i], 5 * i);
            sketch.text(180 + anchor.x1() + 4, 180 + anchor.y1() + 14 + (i == 1 ? 6 : 0), "ratio " + ratios[i]);
        }
        draw("anchors.svg", sketch.dot(180, 180, 4, Sketch.INK));

        part("2. How many there are");
        int all = 0;
        for (int level = 2; level <= 6; level++) {
            int stride = 1 << level;
            int rows = (800 + stride - 1) / stride;
            int columns = (1216 + stride - 1) / stride;
            all += 3 * rows * columns;
            say("P%d   size %3d   %3d x %3d cells   %6d anchors", level, 8 * stride, rows, columns, 3 * rows * columns);
        }
        say("together %d", all);

        part("3. How much two boxes overlap");
        Box truth = new Box(20, 30, 100, 90);
        Box near = new Box(40, 30, 120, 90);
        Box both = truth.intersect(near);
        double union = truth.area() + near.area() - both.area();
        say("areas %.0f and %.0f, shared %.0f, together %.0f", truth.area(), near.area(), both.area(), union);
        say("IoU = %.0f / %.0f = %.4f", both.area(), union, both.area() / union);

        part("4. Which anchors learn what");
        List<Box> truths = List.of(new Box(52, 50, 118, 116), new Box(170, 60, 200, 180)); // the second is thin
        List<Box> anchors = new ArrayList<>();
        for (int row = 0; row < 16; row++) {
            for (int column = 0; column < 16; column++) {
                for (double ratio : ratios) {
                    anchors.add(anchor(64, ratio, 16 * column, 16 * row));
                }
            }
        }
        int positive = 0;
        int ignored = 0;
        double[] best = {0, 0};
        for (Box anchor : anchors) {
            double first = anchor.iou(truths.get(0));
            double second = anchor.iou(truths.get(1));
            best[0] = Math.max(best[0], first);
            best[1] = Math.max(best[1], second);
            double highest = Math.max(first, second);
            positive += highest >= 0.7 ? 1 : 0;
            ignored += highest >= 0.3 && highest < 0.7 ? 1 : 0;
        }
        say(
                "%d anchors: %d with IoU 0.7 or more, %d between, %d below 0.3",
                anchors.size(), positive, ignored, anchors.size() - positive - ignored);
        say("best IoU of the first object %.3f, of the thin one %.3f", best[0], best[1]);
        List<Box> learners = new ArrayList<>();
        for (Box anchor : anchors) {
            double first = anchor.iou(truths.get(0));
            double second = anchor.iou(truths.get(1));
            boolean bestOfItsObject = first == best[0] || second == best[1]; // so that no object is left out
            if (Math.max(first, second) >= 0.7 || bestOfItsObject) {
                learners.add(anchor);
            }
        }
        say("foreground with the best of each object: %d", learners.size());
        byte[] labels = new Matcher(new MatchingSpec(0.7, 0.3, true))
                .match(Boxes.of(corners(truths)), new FloatBoxes(Boxes.of(corners(anchors))), 0)
                .labels();
        int byLibrary = 0;
        for (byte label : labels) {
            byLibrary += label == Matcher.FOREGROUND ? 1 : 0;
        }
        say("foreground by the library: %d", byLibrary);
        Sketch scene = new Sketch(320, 330).text(20, 24, "Objects (blue) and their anchors (dashed)");
        for (Box learner : learners) {
            scene.box(30 + learner.x1(), 50 + learner.y1(), 30 + learner.x2(), 50 + learner.y2(), Sketch.ORANGE, 4);
        }
        for (Box object : truths) {
            scene.box(30 + object.x1(), 50 + object.y1(), 30 + object.x2(), 50 + object.y2(), Sketch.BLUE, 0);
        }
        draw("anchor-matching.svg", scene);

        part("5. Deltas: from an anchor to its object");
        Box anchor = anchor(64, 1, 80, 80);
        Box object = truths.get(0);
        double dx = (middleX(object) - middleX(anchor)) / anchor.width();
        double dy = (middleY(object) - middleY(anchor)) / anchor.height();
        double dw = Math.log(object.width() / anchor.width());
        double dh = Math.log(object.height() / anchor.height());
        say("dx %.5f   dy %.5f   dw %.5f   dh %.5f", dx, dy, dw, dh);
        BoxRule rule = new BoxRule(0, BoxRule.LOG_1000_OVER_16);
        float[] deltas = {(float) dx, (float) dy, (float) dw, (float) dh};
        float[] decoded = new float[4];
        new BoxCoder(rule, List.of(1.0, 1.0, 1.0, 1.0)).decode(floats(List.of(anchor)), 0, deltas, 0, decoded, 0);
        say("decoded (%.1f, %.1f, %.1f, %.1f)", decoded[0], decoded[1], decoded[2], decoded[3]);
        agree("object and decoded anchor", floats(List.of(object)), decoded, 1e-4);

        part("6. Non-maximum suppression");
        List<Box> found = List.of(
                new Box(50, 55, 117, 121), // from the best score to the worst
                new Box(55, 60, 120, 118),
                new Box(168, 62, 203, 178),
                new Box(52, 80, 121, 150),
                new Box(171, 58, 199, 176));
        boolean[] dropped = new boolean[found.size()];
        for (int i = 0; i < found.size(); i++) {
            if (!dropped[i]) {
                for (int j = i + 1; j < found.size(); j++) {
                    double iou = found.get(i).iou(found.get(j));
                    dropped[j] |= iou > 0.7;
                    if (iou > 0) {
                        say("box %d and box %d: IoU %.3f%s", i, j, iou, iou > 0.7 ? ", drop " + j : "");
                    }
                }
            }
        }
        int[] kept = new NonMaximumSuppression(0.7, rule).keep(floats(found), found.size(), 1000);
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (!dropped[i]) {
                left.add(i);
            }
        }
        say("kept by hand:        %s", left);
        say("kept by the library: %s", Arrays.toString(kept));
    }

    static Box anchor(double size, double ratio, double x, double y) {
        double width = Math.rint(size / Math.sqrt(ratio) / 2) * 2; // ratio is height by width
        double height = Math.rint(size * Math.sqrt(ratio) / 2) * 2;
        return new Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
    }

    static double middleX(Box box) {
        return (box.x1() + box.x2()) / 2;
    }

    static double middleY(Box box) {
        return (box.y1() + box.y2()) / 2;
    }

    static double[] corners(List<Box> boxes) {
        return boxes.stream()
                .flatMapToDouble(box -> Arrays.stream(new double[] {box.x1(), box.y1(), box.x2(), box.y2()}))
                .toArray();
    }

    static float[] floats(List<Box> boxes) {
        return Boxes.of(corners(boxes)).toArray();
    }
}
