package maskrcnn4j.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.ScoreOrder;
import maskrcnn4j.model.rpn.AnchorGenerator;
import maskrcnn4j.model.rpn.LevelAnchors;
import maskrcnn4j.spec.BackboneSpec;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.ProposalSpec;

/** The steps from the RPN's maps to candidates, over all anchors, as fixtures record them. */
final class RpnReplay {
    private final ModelSpec spec;
    private final BoxCoder coder;
    private final List<LevelAnchors> levels = new ArrayList<>();
    private final List<Recorder.Recorded> logits = new ArrayList<>();
    private final List<Recorder.Recorded> deltas = new ArrayList<>();

    RpnReplay(ModelSpec spec, StageRecorder seen) {
        this.spec = spec;
        this.coder = new BoxCoder(spec.boxRule(), spec.rpn().proposals().weights());
        long[] input = seen.tensors.get("input").shape();
        AnchorGenerator anchors = new AnchorGenerator(spec.anchors());
        for (int stride : spec.backbone().strides()) {
            int number = BackboneSpec.FeaturePyramid.number(stride);
            logits.add(seen.tensors.get("rpn.logits.p" + number));
            deltas.add(seen.tensors.get("rpn.deltas.p" + number));
            long[] map = logits.get(levels.size()).shape();
            levels.add(
                    anchors.level(levels.size(), (int) map[2], (int) map[3], stride, (int) input[2], (int) input[3]));
        }
    }

    double[] anchorsPerLevel() {
        return levels.stream().mapToDouble(LevelAnchors::size).toArray();
    }

    int anchorCount() {
        return levels.stream().mapToInt(LevelAnchors::size).sum();
    }

    float[] anchors() {
        return join(levels.stream().map(LevelAnchors::corners).toList());
    }

    /** Of one picture: x1, y1, x2, y2 of every anchor, before clipping. */
    float[] decoded(int image) {
        float[] moves = join(IntStream.range(0, levels.size())
                .mapToObj(level -> rows(deltas.get(level), image))
                .toList());
        float[] boxes = anchors();
        for (int at = 0; at < boxes.length; at += 4) {
            coder.decode(boxes, at, moves, at, boxes, at);
        }
        return boxes;
    }

    /** Of one picture: the best anchors of each level, numbers over all levels. */
    int[] candidates(int image) {
        List<Integer> all = new ArrayList<>();
        int first = 0;
        for (int level = 0; level < levels.size(); level++) {
            for (int best : ScoreOrder.best(
                    rows(logits.get(level), image), spec.rpn().proposals().candidates())) {
                all.add(first + best);
            }
            first += levels.get(level).size();
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The logits of one picture, of every anchor. */
    float[] logits(int image) {
        return join(IntStream.range(0, levels.size())
                .mapToObj(level -> rows(logits.get(level), image))
                .toList());
    }

    /** A candidate after clipping, where it is large and probable enough. */
    record Candidate(float[] box, float rank, int level) {}

    /**
     * The candidates of one picture.
     *
     * @param order what {@link #candidates} gives, or another order of it
     */
    List<Candidate> beforeNms(int image, int[] order, int width, int height) {
        ProposalSpec rule = spec.rpn().proposals();
        float[] boxes = decoded(image);
        float[] scores = logits(image);
        List<Candidate> kept = new ArrayList<>();
        for (int candidate : order) {
            coder.clip(boxes, 4 * candidate, width, height);
            float side = coder.shorterSide(boxes, 4 * candidate);
            boolean logit = rule.ranking() == ProposalSpec.Ranking.LOGIT;
            float rank = logit ? scores[candidate] : (float) (1 / (1 + Math.exp(-scores[candidate])));
            if ((side > rule.smallestSide() || rule.sideItself() && side == (float) rule.smallestSide())
                    && (logit || rank >= rule.scoreThreshold())) {
                kept.add(new Candidate(
                        Arrays.copyOfRange(boxes, 4 * candidate, 4 * candidate + 4), rank, level(candidate)));
            }
        }
        return kept;
    }

    private int level(int anchor) {
        int level = 0;
        int before = levels.get(0).size();
        while (anchor >= before) {
            before += levels.get(++level).size();
        }
        return level;
    }

    /** {@code [N, A k, H, W]} to {@code [H W A k]} of one picture. */
    private static float[] rows(Recorder.Recorded map, int image) {
        int channels = (int) map.shape()[1];
        int pixels = (int) (map.shape()[2] * map.shape()[3]);
        float[] rows = new float[channels * pixels];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = map.values()[image * rows.length + i % channels * pixels + i / channels];
        }
        return rows;
    }

    private static float[] join(List<float[]> parts) {
        float[] joined = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
