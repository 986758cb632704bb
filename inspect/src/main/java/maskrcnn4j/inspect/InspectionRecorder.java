package maskrcnn4j.inspect;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.image.Image;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.rpn.AnchorGenerator;
import maskrcnn4j.model.stage.Candidates;
import maskrcnn4j.model.stage.Fate;
import maskrcnn4j.model.stage.SamplingGrid;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.AnchorSpec;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.FrameRule;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Tensor;

/** Keeps what a run on one picture shows, reduced where it would be hundreds of megabytes. */
final class InspectionRecorder implements StageObserver {
    private static final Candidates NONE =
            new Candidates(new int[0], new int[0], new float[0], new float[0], new float[0], new Fate[0], new int[0]);

    private final Checkpoint checkpoint;
    private final List<FeatureView> trunk = new ArrayList<>();
    private final List<FeatureView> pyramid = new ArrayList<>();
    private final List<RpnLevel> rpn = new ArrayList<>();
    private final List<Removal> removals = new ArrayList<>();
    private final Map<Stage, float[]> boxes = new EnumMap<>(Stage.class);
    private final Map<Stage, float[]> scores = new EnumMap<>(Stage.class);
    private final Map<Stage, Candidates> candidates = new EnumMap<>(Stage.class);
    private final Map<Stage, List<SamplingGrid>> grids = new EnumMap<>(Stage.class);
    private ResizedImage size = new ResizedImage(1, 1, 1, 1, 1, 1);
    private NetworkInput input = new NetworkInput(0, 0, 0, new float[0], size, 0, 0);
    private float[] probabilities = new float[0];
    private int classes = 1;

    InspectionRecorder(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    @Override
    public boolean wantsTraces() {
        return true;
    }

    @Override
    public void pictures(List<ResizedImage> sizes) {
        size = sizes.get(0);
    }

    @Override
    public void tensor(String name, Tensor value) {
        if (name.equals("input")) {
            input = input(value);
        } else if (name.matches("backbone\\.c\\d")) {
            trunk.add(feature("C", name, value));
        } else if (name.matches("fpn\\.p\\d")) {
            pyramid.add(feature("P", name, value));
        } else if (name.startsWith("rpn.logits.p")) {
            rpn.add(level(Integer.parseInt(name.substring("rpn.logits.p".length())), value));
        } else if (name.equals("box.probabilities")) {
            classes = (int) value.size(1);
            probabilities = value.toFloats();
        }
    }

    private NetworkInput input(Tensor value) {
        int height = (int) value.size(2);
        int width = (int) value.size(3);
        float[] values = value.select(0, 0).to(ElementType.FLOAT32).contiguous().toFloats();
        Optional<FrameRule> frame = checkpoint.spec().image().frame();
        int top = frame.map(rule -> size.frame(rule).top()).orElse(0);
        int left = frame.map(rule -> size.frame(rule).left()).orElse(0);
        return new NetworkInput((int) value.size(1), height, width, values, size, top, left);
    }

    private static FeatureView feature(String letter, String name, Tensor value) {
        int level = name.charAt(name.length() - 1) - '0';
        return FeatureSummary.of(letter + level, 1 << level, value);
    }

    private RpnLevel level(int number, Tensor value) {
        AnchorSpec spec = checkpoint.spec().anchors();
        int height = (int) value.size(2);
        int width = (int) value.size(3);
        float[] scores = value.select(0, 0).permute(1, 2, 0).toFloats();
        int stride = (1 << number) * spec.every();
        float[] anchors = new AnchorGenerator(spec)
                .level(rpn.size(), height, width, stride, input.height(), input.width())
                .corners();
        boolean pairs = scores.length == anchors.length / 2;
        return new RpnLevel(
                number, stride, height, width, spec.perCell(), pairs ? differences(scores) : scores, anchors);
    }

    /** Background and object of each anchor in turn to the logit of the object. */
    private static float[] differences(float[] pairs) {
        float[] logits = new float[pairs.length / 2];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = pairs[2 * i + 1] - pairs[2 * i];
        }
        return logits;
    }

    @Override
    public void boxes(Stage stage, int image, float[] corners, float[] stageScores) {
        boxes.put(stage, corners);
        scores.put(stage, stageScores);
    }

    @Override
    public void candidates(Stage stage, int image, Candidates all) {
        candidates.put(stage, all);
    }

    @Override
    public void sampling(Stage stage, List<SamplingGrid> all) {
        grids.put(stage, all);
    }

    @Override
    public void filtered(Stage stage, int image, String reason, int before, int after) {
        removals.add(new Removal(stage, reason, before, after));
    }

    Inspection inspection(
            Image picture, Precision precision, Segmentation found, Optional<Truth> truth, Optional<Lesson> lesson) {
        InputUnits units = new InputUnits(checkpoint.spec().anchors().inUnitsOfInput(), input.height(), input.width());
        return new Inspection(
                picture,
                checkpoint,
                precision,
                input,
                trunk,
                pyramid,
                rpn,
                new ProposalView(
                        units.pixels(candidates.getOrDefault(Stage.PROPOSALS, NONE)),
                        units.pixels(boxes.getOrDefault(Stage.PROPOSALS, new float[0])),
                        scores.getOrDefault(Stage.PROPOSALS, new float[0]),
                        grids.getOrDefault(Stage.BOX_ALIGN, List.of())),
                new DetectionView(
                        classes,
                        probabilities,
                        checkpoint.spec().classes().backgroundScore(classes),
                        units.pixels(candidates.getOrDefault(Stage.DETECTIONS, NONE)),
                        units.pixels(boxes.getOrDefault(Stage.DETECTIONS, new float[0])),
                        scores.getOrDefault(Stage.DETECTIONS, new float[0]),
                        grids.getOrDefault(Stage.MASK_ALIGN, List.of())),
                removals,
                found,
                truth,
                lesson);
    }
}
