package maskrcnn4j.model.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.BoxLossSpec;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.MatchingSpec;
import maskrcnn4j.spec.SamplingSpec;
import maskrcnn4j.spec.TrainingSpec;
import maskrcnn4j.testing.formula.FixtureFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Holds matching, anchor targets and proposal targets against the references' numbers. */
@Tag("fixtures")
class MatchingFixturesTest {
    private static final BoxRule RULE = new BoxRule(0, BoxRule.LOG_1000_OVER_16);
    private static final SamplingSpec EVERYTHING = new SamplingSpec(1 << 20, 0.5);

    private static List<FixtureFile> files() {
        return FixtureFile.ofBothFamilies("op-matching.json").stream()
                .map(FixtureFile::read)
                .toList();
    }

    @Test
    void candidatesAreMatchedByTheirOverlaps() {
        for (FixtureFile file : files()) {
            for (JsonNode matrix : file.root().path("matrices")) {
                long[] shape = FixtureFile.longs(matrix.path("quality").path("shape"));
                double[] quality = FixtureFile.doubles(matrix.path("quality").path("data"));
                Matcher.Matches matches =
                        new Matcher(matching(matrix)).match(new Matrix((int) shape[0], (int) shape[1], quality));
                int[] expected = integers(matrix.path("matches"));
                if (matrix.has("matchLabels")) {
                    assertThat(matches.truths()).as(file + " " + matrix).isEqualTo(expected);
                    assertThat(asInts(matches.labels())).isEqualTo(integers(matrix.path("matchLabels")));
                } else {
                    assertThat(asOneList(matches)).as(file + " " + matrix).isEqualTo(expected);
                }
            }
        }
    }

    /** Thresholds are {@code high} and {@code low}, or a list of one (no band between) or two. */
    private static MatchingSpec matching(JsonNode node) {
        JsonNode thresholds = node.path("thresholds");
        double low = thresholds.isArray()
                ? thresholds.get(0).asDouble()
                : node.path("low").asDouble();
        double high = thresholds.isArray()
                ? thresholds.get(thresholds.size() - 1).asDouble()
                : node.path("high").asDouble();
        return new MatchingSpec(high, low, node.path("lowQualityMatches").asBoolean(false));
    }

    private record Matrix(int truths, int candidates, double[] quality) implements Overlaps {
        @Override
        public boolean row(int truth, int first, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = (float) quality[truth * candidates + first + i];
            }
            return true;
        }

        @Override
        public double threshold(double value) {
            return (float) value;
        }
    }

    /** torchvision's form: the true box's number, -1 for background, -2 for neither. */
    private static int[] asOneList(Matcher.Matches matches) {
        int[] list = matches.truths().clone();
        for (int i = 0; i < list.length; i++) {
            if (matches.labels()[i] != Matcher.FOREGROUND) {
                list[i] = matches.labels()[i] == Matcher.BACKGROUND ? -1 : -2;
            }
        }
        return list;
    }

    @Test
    void anchorsHaveTheReferencesLabelsAndDeltas() {
        for (FixtureFile file : files()) {
            JsonNode node = file.root().path("anchors");
            double[] anchors = anchors(node, ratiosOfLevels(node));
            assertThat(anchors.length / 4).isEqualTo(node.path("anchorCount").asInt());
            Boxes truths = Boxes.of(FixtureFile.doubles(node.path("gtBoxes").path("data")));
            AnchorTargets targets = new AnchorTargets(
                    new TrainingSpec.RpnTraining(
                            anchorMatching(node),
                            EVERYTHING,
                            1,
                            1,
                            new BoxLossSpec(BoxLossSpec.Kind.SMOOTH_L1, 0),
                            TrainingSpec.Divisor.SAMPLED),
                    new BoxCoder(RULE, List.of(1.0, 1.0, 1.0, 1.0)),
                    RULE);
            AnchorTargets.Targets of =
                    targets.of(new FloatBoxes(Boxes.of(anchors)), truths, Boxes.NONE, new SplittableRandom(1));
            assertThat(places(of.matches().labels(), Matcher.FOREGROUND))
                    .as(file + " positive")
                    .isEqualTo(integers(node.path("positive")));
            assertThat(places(of.matches().labels(), Matcher.IGNORED))
                    .as(file + " ignored")
                    .isEqualTo(integers(node.path("ignored")));
            assertThat(of.sample().positives()).isEqualTo(integers(node.path("positive")));
            String deltas = node.has("deltasOfPositive") ? "deltasOfPositive" : "regressionTargetsOfPositive";
            FixtureFile.recorded(file + " " + deltas, node.path(deltas))
                    .requireClose(new long[] {of.sample().positives().length, 4}, of.deltas());
            if (node.has("matchedOfPositive")) {
                FixtureFile.recorded(file + " matchedOfPositive", node.path("matchedOfPositive"))
                        .requireClose(
                                new long[] {of.matchedBoxes().size(), 4},
                                of.matchedBoxes().toArray());
            }
            AnchorTargets.Targets none =
                    targets.of(new FloatBoxes(Boxes.of(anchors)), Boxes.NONE, Boxes.NONE, new SplittableRandom(1));
            assertThat(none.sample().negatives()).hasSize(anchors.length / 4);
            assertThat(none.deltas()).isEmpty();
        }
    }

    /** detectron2's files leave its thresholds out where they are those of its configuration. */
    private static MatchingSpec anchorMatching(JsonNode node) {
        if (!node.has("high") && !node.has("thresholds")) {
            return new MatchingSpec(0.7, 0.3, true);
        }
        MatchingSpec told = matching(node);
        return new MatchingSpec(told.foregroundIou(), told.backgroundIou(), true);
    }

    /** torchvision lists the ratios of each level, detectron2 those of all. */
    private static boolean ratiosOfLevels(JsonNode node) {
        return node.path("aspectRatios").get(0).isArray();
    }

    /** One size a level, at each cell of a grid that fills the padded picture; torchvision rounds the cell's anchors. */
    private static double[] anchors(JsonNode node, boolean rounded) {
        List<double[]> anchors = new ArrayList<>();
        for (int level = 0; level < node.path("strides").size(); level++) {
            int stride = node.path("strides").get(level).asInt();
            int rows = node.path("padded").get(0).asInt() / stride;
            int columns = node.path("padded").get(1).asInt() / stride;
            double size = node.path("sizes").get(level).get(0).asDouble();
            JsonNode ratios = node.path("aspectRatios");
            double[] heightToWidth = FixtureFile.doubles(rounded ? ratios.get(level) : ratios);
            for (int cell = 0; cell < rows * columns; cell++) {
                for (double ratio : heightToWidth) {
                    float height = (float)
                            (rounded ? size * Math.sqrt((float) ratio) : Math.sqrt(size * size / ratio) * ratio);
                    float width = (float) (rounded ? size / Math.sqrt((float) ratio) : Math.sqrt(size * size / ratio));
                    double halfHeight = rounded ? Math.rint(height / 2) : height / 2;
                    double halfWidth = rounded ? Math.rint(width / 2) : width / 2;
                    double x = cell % columns * stride;
                    double y = cell / columns * stride;
                    anchors.add(new double[] {x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight});
                }
            }
        }
        return anchors.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void proposalsHaveTheReferencesLabelsAndDeltas() {
        for (FixtureFile file : files()) {
            for (JsonNode node : file.root().path("proposals")) {
                Boxes truths = Boxes.of(FixtureFile.doubles(node.path("gtBoxes").path("data")));
                Boxes proposals =
                        Boxes.of(FixtureFile.doubles(node.path("proposals").path("data")));
                int[] labels = integers(node.path("labels"));
                double[] all = FixtureFile.doubles(node.path("withGroundTruth").path("data"));
                double[] deltas =
                        FixtureFile.doubles(node.path("regressionTargets").path("data"));
                int[] matched = integers(node.path("matchedIndex"));
                ProposalTargets.Targets targets = new ProposalTargets(
                                new TrainingSpec.RoiTraining(
                                        matching(node), EVERYTHING, new BoxLossSpec(BoxLossSpec.Kind.SMOOTH_L1, 0)),
                                new BoxCoder(RULE, List.of(10.0, 10.0, 5.0, 5.0)),
                                RULE)
                        .of(proposals, truths, integers(node.path("gtLabels")), Boxes.NONE, new SplittableRandom(1));
                int positive = 0;
                int negative = targets.positives();
                double tolerance =
                        FixtureFile.recorded("", node.path("regressionTargets")).tolerance();
                for (int i = 0; i < labels.length; i++) {
                    if (labels[i] < 0) {
                        continue;
                    }
                    int row = labels[i] > 0 ? positive++ : negative++;
                    assertThat(targets.rois().select(row))
                            .isEqualTo(Boxes.of(Arrays.copyOfRange(all, 4 * i, 4 * i + 4)));
                    if (labels[i] > 0) {
                        assertThat(targets.labels()[row]).isEqualTo(labels[i]);
                        assertThat(targets.truths()[row]).isEqualTo(matched[i]);
                        for (int k = 0; k < 4; k++) {
                            assertThat((double) targets.deltas()[4 * row + k])
                                    .isCloseTo(deltas[4 * i + k], org.assertj.core.api.Assertions.within(tolerance));
                        }
                    }
                }
                assertThat(positive).isEqualTo(targets.positives());
                assertThat(negative).isEqualTo(targets.rois().size());
            }
        }
    }

    private static int[] places(byte[] labels, byte wanted) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == wanted) {
                places.add(i);
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int[] asInts(byte[] labels) {
        int[] ints = new int[labels.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = labels[i];
        }
        return ints;
    }

    private static int[] integers(JsonNode node) {
        return FixtureFile.recorded("", node).integers();
    }
}
