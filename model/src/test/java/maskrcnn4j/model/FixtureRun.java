package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import maskrcnn4j.mask.MaskPaster;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.spec.ImageSpec;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.PaintedPicture;
import maskrcnn4j.testing.formula.Recorded;
import tools.jackson.databind.JsonNode;

/** What our network did with the pictures of a file of fixtures, to be held against what the file records. */
final class FixtureRun {
    /** Stages of the files by the names that an observer is told. */
    private static final Map<String, String> OBSERVED = new TreeMap<>();

    static {
        OBSERVED.put("transform.batch", "input");
        OBSERVED.put("backbone.stem", "backbone.stem.pool");
        OBSERVED.put("fpn.pool", "fpn.p6");
        OBSERVED.put("box.pooled", "box.rois");
        OBSERVED.put("box.logits", "box.cls");
        OBSERVED.put("box.deltas", "box.reg");
        OBSERVED.put("mask.pooled", "mask.rois");
    }

    /** Stages that no observer is told; the tests of the single operations hold them, with inputs from the files. */
    private static final Set<String> OF_OPERATIONS =
            Set.of("rpn.nmsKeep", "resize.image", "detect.proposalIndex", "box.levels", "mask.levels", "box.scales");

    private final FixtureFile file;
    private final ModelSpec spec;
    private final StageRecorder seen;
    private final List<Segmentation> found;
    private final RpnReplay rpn;
    private final MaskPaster paster;
    private final int[] sizes;

    private FixtureRun(FixtureFile file, ModelSpec spec, StageRecorder seen, List<Segmentation> found) {
        this.file = file;
        this.spec = spec;
        this.seen = seen;
        this.found = found;
        this.rpn = new RpnReplay(spec, seen);
        this.paster = new MaskPaster(spec.paste());
        this.sizes = file.stage("transform.sizes").integers();
    }

    static FixtureRun of(FixtureFile file) throws IOException {
        FixtureModel model = FixtureModel.of(file);
        StageRecorder seen = new StageRecorder(
                name -> name.equals("input")
                        || OBSERVED.containsValue(name)
                        || name.matches(
                                "(backbone\\.c|fpn\\.p|rpn\\.(logits|deltas)\\.p)\\d|(box|mask)\\.features|mask\\.(logits|probabilities)"));
        try (MaskRcnn network = model.network(Precision.FLOAT32)) {
            return new FixtureRun(
                    file, model.spec(), seen, network.segment(model.pictures(), SegmentOptions.DEFAULT, seen));
        }
    }

    /** Holds a stage of the file against what the network did. */
    void check(String stage) {
        Recorded wanted = file.stage(stage);
        String observed = OBSERVED.getOrDefault(stage, stage);
        if (seen.tensors.containsKey(observed)) {
            wanted.requireClose(
                    seen.tensors.get(observed).shape(),
                    seen.tensors.get(observed).values());
        } else if (stage.matches(".*\\.\\d+")) {
            int dot = stage.lastIndexOf('.');
            checkPicture(wanted, stage.substring(0, dot), Integer.parseInt(stage.substring(dot + 1)));
        } else {
            checkBatch(wanted, stage);
        }
    }

    private void checkBatch(Recorded wanted, String stage) {
        switch (stage) {
            case "transform.sizes" -> checkSizes();
            case "rpn.anchors" -> boxes(wanted, rpn.anchors());
            case "rpn.anchorsPerLevel" -> list(wanted, rpn.anchorsPerLevel());
            case "rpn.decoded" -> {
                float[] both = new float[4 * rpn.anchorCount() * found.size()];
                for (int i = 0; i < found.size(); i++) {
                    System.arraycopy(rpn.decoded(i), 0, both, 4 * rpn.anchorCount() * i, 4 * rpn.anchorCount());
                }
                wanted.requireClose(new long[] {found.size(), rpn.anchorCount(), 4}, both);
            }
            case "box.pooled.first" -> {
                Recorder.Recorded rois = seen.tensors.get("box.rois");
                wanted.requireClose(wanted.shape(), Arrays.copyOf(rois.values(), (int) wanted.count()));
            }
            default -> assertThat(OF_OPERATIONS).contains(stage);
        }
    }

    private void checkPicture(Recorded wanted, String stage, int i) {
        switch (stage) {
            case "rpn.topk.index" -> topCandidates(wanted, i);
            case "rpn.beforeNms.boxes" -> boxes(wanted, candidateBoxes(i));
            case "rpn.beforeNms.scores" -> list(wanted, candidates(i, RpnReplay.Candidate::rank));
            case "rpn.beforeNms.levels" -> list(wanted, candidates(i, RpnReplay.Candidate::level));
            case "rpn.proposals" ->
                boxes(wanted, seen.boxes.get(Stage.PROPOSALS).get(i));
            case "rpn.proposalScores" ->
                list(wanted, doubles(seen.scores.get(Stage.PROPOSALS).get(i)));
            case "detect.boxes" ->
                boxes(wanted, seen.boxes.get(Stage.DETECTIONS).get(i));
            case "detect.scores" ->
                list(wanted, doubles(seen.scores.get(Stage.DETECTIONS).get(i)));
            case "detect.labels", "output.labels" -> list(wanted, detections(i, Detection::categoryId));
            case "output.scores" -> list(wanted, detections(i, Detection::score));
            case "output.boxes" ->
                wanted.requireClose(
                        wanted.shape(),
                        found.get(i).stream()
                                .flatMapToDouble(d -> DoubleStream.of(
                                        d.box().x1(),
                                        d.box().y1(),
                                        d.box().x2(),
                                        d.box().y2()))
                                .toArray());
            case "mask.probs", "mask.probs.first" -> softMasks(wanted, i);
            case "output.masks" -> pastedMasks(wanted, i);
            default -> assertThat(OF_OPERATIONS).contains(stage);
        }
    }

    private void checkSizes() {
        ImageSpec image = spec.image();
        int height = 0;
        int width = 0;
        for (int i = 0; i < found.size(); i++) {
            PaintedPicture picture = file.pictures().get(i);
            int resizedHeight = image.resize().height(picture.width(), picture.height());
            int resizedWidth = image.resize().width(picture.width(), picture.height());
            assertThat(new int[] {resizedHeight, resizedWidth}).containsExactly(sizes[2 * i], sizes[2 * i + 1]);
            height = Math.max(height, resizedHeight);
            width = Math.max(width, resizedWidth);
        }
        long[] input = seen.tensors.get("input").shape();
        assertThat(input[2]).isEqualTo(padded(height, image.padding()));
        assertThat(input[3]).isEqualTo(padded(width, image.padding()));
    }

    private static long padded(int side, int multiple) {
        return (long) (side + multiple - 1) / multiple * multiple;
    }

    /** The same anchors in the same order, where logits are not so near to each other that noise decides. */
    private void topCandidates(Recorded wanted, int i) {
        int[] theirs = wanted.integers();
        int[] ours = rpn.candidates(i);
        float[] logits = rpn.logits(i);
        double noise = file.stages().stream()
                .filter(stage -> stage.startsWith("rpn.logits."))
                .mapToDouble(stage -> file.stage(stage).tolerance())
                .max()
                .orElseThrow();
        assertThat(ours).containsExactlyInAnyOrder(theirs);
        for (int k = 0; k < ours.length; k++) {
            assertThat(logits[ours[k]]).isCloseTo(logits[theirs[k]], within((float) noise));
        }
    }

    private List<RpnReplay.Candidate> candidates(int i) {
        int[] order = file.stage("rpn.topk.index." + i).integers();
        return rpn.beforeNms(i, order, sizes[2 * i + 1], sizes[2 * i]);
    }

    private float[] candidateBoxes(int i) {
        List<RpnReplay.Candidate> candidates = candidates(i);
        float[] boxes = new float[4 * candidates.size()];
        for (int k = 0; k < candidates.size(); k++) {
            System.arraycopy(candidates.get(k).box(), 0, boxes, 4 * k, 4);
        }
        return boxes;
    }

    private double[] candidates(int i, ToDoubleFunction<RpnReplay.Candidate> number) {
        return candidates(i).stream().mapToDouble(number).toArray();
    }

    private double[] detections(int i, ToDoubleFunction<Detection> number) {
        return found.get(i).stream().mapToDouble(number).toArray();
    }

    private void softMasks(Recorded wanted, int i) {
        int count = (int) wanted.shape()[0];
        int area = (int) (wanted.count() / count);
        double[] values = new double[count * area];
        for (int k = 0; k < count; k++) {
            float[] mask = found.get(i).detections().get(k).softMask().values();
            for (int p = 0; p < area; p++) {
                values[k * area + p] = mask[p];
            }
        }
        wanted.requireClose(wanted.shape(), values);
    }

    /** The probabilities in the picture's size. */
    private void pastedMasks(Recorded wanted, int i) {
        int height = (int) wanted.shape()[2];
        int width = (int) wanted.shape()[3];
        double[] values = new double[(int) wanted.count()];
        int at = 0;
        for (Detection detection : found.get(i)) {
            for (float value : paster.pasteSoft(detection.softMask(), detection.box(), 0, 0, width, height)
                    .values()) {
                values[at++] = value;
            }
        }
        wanted.requireClose(wanted.shape(), values);
    }

    /** Holds the masks in the pictures' size against the file's run lengths. */
    void checkMasks() {
        JsonNode masks = file.root().path("masks");
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i)).hasSize(masks.get(i).size());
            for (int k = 0; k < masks.get(i).size(); k++) {
                JsonNode wanted = masks.get(i).get(k);
                Rle ours = found.get(i).detections().get(k).mask();
                Rle theirs = Rle.ofCounts(
                        ours.height(),
                        ours.width(),
                        Arrays.stream(FixtureFile.longs(wanted.path("counts")))
                                .mapToInt(Math::toIntExact)
                                .toArray());
                int allowed = wanted.has("pixelsDifferentInOtherRuns")
                        ? 2 + wanted.path("pixelsDifferentInOtherRuns").asInt()
                        : wanted.path("pixelsWithin1e-3OfHalf").asInt();
                assertThat(different(ours.toBitmap(), theirs.toBitmap()))
                        .as("mask %d of picture %d", k, i)
                        .isLessThanOrEqualTo(allowed);
            }
        }
    }

    private static int different(byte[] one, byte[] other) {
        int different = 0;
        for (int i = 0; i < one.length; i++) {
            different += one[i] == other[i] ? 0 : 1;
        }
        return different;
    }

    private static void boxes(Recorded wanted, float[] corners) {
        wanted.requireClose(new long[] {corners.length / 4, 4}, corners);
    }

    private static void list(Recorded wanted, double[] values) {
        wanted.requireClose(new long[] {values.length}, values);
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
