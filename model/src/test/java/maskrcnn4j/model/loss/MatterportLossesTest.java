package maskrcnn4j.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.BoxLossSpec;
import maskrcnn4j.spec.FramedTraining;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.TrainingSpec;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.Stream64;
import maskrcnn4j.testing.formula.Summary;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/** Matterport's five losses and their gradients, held against TensorFlow's numbers. */
@Tag("fixtures")
class MatterportLossesTest {
    private static final ModelSpec PARITY = Presets.named("matterport-r50").spec();
    private static final TrainingSpec TRAINING = PARITY.training();
    private static final FramedTraining FRAMED = TRAINING.framed().orElseThrow();
    private static final Pattern EVERY = Pattern.compile("every (\\d+)th flat element (\\d)");

    private static JsonNode file() {
        return FixtureFile.parse(Shared.require("fixtures/matterport/ops/losses.json"));
    }

    private static Stream<DynamicTest> tests(String kind, Consumer<JsonNode> test) {
        return file().path(kind)
                .valueStream()
                .map(c -> DynamicTest.dynamicTest(c.path("name").asString(), () -> {
                    try (Scope scope = Scope.open()) {
                        test.accept(c);
                    }
                }));
    }

    private static long[] shape(JsonNode input) {
        return FixtureFile.longs(input.path("shape"));
    }

    private static float[] values(JsonNode input) {
        long count = Arrays.stream(shape(input)).reduce(1, (a, b) -> a * b);
        float[] values = new Stream64(input.path("stream").asString(), 0)
                .values(
                        Math.toIntExact(count),
                        input.path("base").asDouble(),
                        input.path("bound").asDouble());
        Matcher then = EVERY.matcher(input.path("then").asString(""));
        while (then.find()) {
            for (int i = 0; i < values.length; i += Integer.parseInt(then.group(1))) {
                values[i] = Integer.parseInt(then.group(2));
            }
        }
        assertThat(Summary.crc32(values)).isEqualTo(input.path("crc32").asString());
        return values;
    }

    private static int[] ints(JsonNode list) {
        return Arrays.stream(FixtureFile.doubles(list))
                .mapToInt(value -> (int) value)
                .toArray();
    }

    /** Loss and gradient with respect to an input of the file's layout. */
    private static void check(JsonNode c, JsonNode input, Function<Tensor, Tensor> loss) {
        Tensor leaf = Autograd.track(Tensors.of(values(input), shape(input)));
        Tensor value = loss.apply(leaf);
        double expected = c.path("loss").asDouble();
        assertThat(value.item()).isCloseTo(expected, within(2e-6 * Math.abs(expected)));
        Autograd.backward(value);
        float[] gradient =
                Autograd.gradient(leaf).map(Tensor::toFloats).orElseGet(() -> new float[Math.toIntExact(leaf.count())]);
        JsonNode summary = c.path("gradient");
        assertThat(leaf.shape()).containsExactly(shape(summary));
        double sum = 0;
        double magnitude = 0;
        for (float one : gradient) {
            sum += one;
            magnitude += Math.abs(one);
        }
        double most = summary.path("abs_sum").asDouble();
        assertThat(magnitude).isCloseTo(most, within(1e-5 * most));
        assertThat(sum).isCloseTo(summary.path("sum").asDouble(), within(1e-5 * most));
        for (int i = 0; i < summary.path("at").size(); i++) {
            int at = summary.path("at").get(i).asInt();
            double one = summary.path("values").get(i).asDouble();
            assertThat((double) gradient[at])
                    .as("gradient at " + at)
                    .isCloseTo(one, within(Math.max(1e-6, 1e-5 * Math.abs(one))));
        }
    }

    /** The sampled anchors of a batch: 1 is foreground, -1 background, 0 neither; targets stand in the order of foreground. */
    private static RpnLoss.Sampled sampled(JsonNode match, float[] targets, int perPicture) {
        int pictures = match.size();
        List<Long> foreground = new ArrayList<>();
        List<Long> background = new ArrayList<>();
        List<Float> deltas = new ArrayList<>();
        for (int image = 0; image < pictures; image++) {
            int[] signs = ints(match.get(image));
            int own = 0;
            for (int i = 0; i < signs.length; i++) {
                long row = (long) image * signs.length + i;
                if (signs[i] == 1) {
                    foreground.add(row);
                    for (int k = 0; k < 4 && targets.length > 0; k++) {
                        deltas.add(targets[4 * (image * perPicture + own) + k]);
                    }
                    own++;
                } else if (signs[i] == -1) {
                    background.add(row);
                }
            }
        }
        int positives = foreground.size();
        foreground.addAll(background);
        float[] wanted = new float[4 * positives];
        for (int i = 0; i < deltas.size(); i++) {
            wanted[i] = deltas.get(i);
        }
        Boxes none = Boxes.of(new float[4 * positives]);
        return new RpnLoss.Sampled(
                foreground.stream().mapToLong(row -> row).toArray(), positives, wanted, none, none, pictures);
    }

    private static RpnLoss rpnLoss() {
        return new RpnLoss(
                TRAINING.rpn(), PARITY.boxRule(), PARITY.rpn().proposals().weights());
    }

    @TestFactory
    Stream<DynamicTest> objectnessOfAnchors() {
        return tests(
                "rpn_class",
                c -> check(c, c.path("logits"), logits -> {
                    Tensor difference = logits.select(2, 1).subtract(logits.select(2, 0));
                    long[] shape = shape(c.path("logits"));
                    Tensor deltas = Tensors.zeros(ElementType.FLOAT32, shape[0], shape[1], 4);
                    return rpnLoss()
                            .ofAll(difference, deltas, sampled(c.path("match"), new float[0], 0))
                            .objectness();
                }));
    }

    @TestFactory
    Stream<DynamicTest> boxesOfAnchors() {
        return tests(
                "rpn_bbox",
                c -> check(c, c.path("predicted"), predicted -> {
                    long[] shape = shape(c.path("predicted"));
                    float[] targets = values(c.path("target"));
                    int perPicture = (int) shape(c.path("target"))[1];
                    return rpnLoss()
                            .ofAll(
                                    Tensors.zeros(ElementType.FLOAT32, shape[0], shape[1]),
                                    predicted,
                                    sampled(c.path("match"), targets, perPicture))
                            .boxes();
                }));
    }

    private static BoxHeadLoss boxHeadLoss() {
        return new BoxHeadLoss(
                TRAINING.roi().boxLoss(), PARITY.boxRule(), PARITY.boxHead().weights(), TrainingSpec.Divisor.OWN_TERMS);
    }

    @TestFactory
    Stream<DynamicTest> classesOfProposals() {
        return tests(
                "class",
                c -> check(c, c.path("logits"), logits -> {
                    long[] shape = shape(c.path("logits"));
                    int[] active = ints(c.path("active").get(0));
                    long[] classes = IntStream.of(ints(c.path("target_class_ids")))
                            .asLongStream()
                            .toArray();
                    return boxHeadLoss()
                            .classes(
                                    logits.reshape(shape[0] * shape[1], shape[2]),
                                    classes,
                                    output -> active[output] == 1);
                }));
    }

    @TestFactory
    Stream<DynamicTest> boxesOfProposals() {
        return tests(
                "bbox",
                c -> check(c, c.path("predicted"), predicted -> {
                    int[] classes = ints(c.path("target_class_ids"));
                    int[] rows = foreground(classes);
                    float[] all = values(c.path("target"));
                    float[] targets = new float[4 * rows.length];
                    for (int i = 0; i < rows.length; i++) {
                        System.arraycopy(all, 4 * rows[i], targets, 4 * i, 4);
                    }
                    Boxes none = Boxes.of(new float[targets.length]);
                    return boxHeadLoss()
                            .boxes(
                                    predicted.reshape(classes.length, -1),
                                    new BoxHeadLoss.Foreground(
                                            rows,
                                            IntStream.of(rows)
                                                    .map(row -> classes[row])
                                                    .toArray(),
                                            targets,
                                            none,
                                            none));
                }));
    }

    private static int[] foreground(int[] classes) {
        return IntStream.range(0, classes.length).filter(i -> classes[i] > 0).toArray();
    }

    @TestFactory
    Stream<DynamicTest> masksOfProposals() {
        return tests(
                "mask",
                c -> check(c, c.path("predicted"), predicted -> {
                    int[] classes = ints(c.path("target_class_ids"));
                    int[] rows = foreground(classes);
                    long[] shape = shape(c.path("predicted"));
                    int area = (int) (shape[2] * shape[3]);
                    float[] all = maskTargets(c.path("target"), classes.length * area);
                    float[] targets = new float[rows.length * area];
                    for (int i = 0; i < rows.length; i++) {
                        System.arraycopy(all, rows[i] * area, targets, i * area, area);
                    }
                    Tensor maps = predicted
                            .reshape(classes.length, shape[2], shape[3], shape[4])
                            .permute(0, 3, 1, 2);
                    return MaskLoss.ofProbabilities(
                            maps,
                            rows,
                            IntStream.of(rows).map(row -> classes[row]).toArray(),
                            targets,
                            FRAMED.maskClip());
                }));
    }

    private static float[] maskTargets(JsonNode target, int count) {
        double limit = target.path("one_where_greater_than").asDouble();
        float[] values = new Stream64(target.path("stream").asString(), 0).values(count, 0, 1);
        for (int i = 0; i < count; i++) {
            values[i] = values[i] > limit ? 1 : 0;
        }
        assertThat(Summary.crc32(values)).isEqualTo(target.path("crc32").asString());
        return values;
    }

    @Test
    void distancesOfDeltas() {
        JsonNode c = file().path("smooth_l1");
        float[] differences = FixtureFile.floats(c.path("difference"));
        float[] expected = FixtureFile.floats(c.path("loss"));
        BoxLossSpec spec = TRAINING.rpn().boxLoss();
        BoxLoss loss = new BoxLoss(spec, PARITY.boxRule(), List.of(1.0, 1.0, 1.0, 1.0));
        for (int i = 0; i < differences.length; i++) {
            try (Scope scope = Scope.open()) {
                float[] one = {differences[i], 0, 0, 0};
                Boxes none = Boxes.of(new float[4]);
                double found = loss.sum(Tensors.of(one, 1, 4), new float[4], none, none)
                        .item();
                assertThat(found).isCloseTo(expected[i], within(2e-6 * Math.max(1e-3, expected[i])));
            }
        }
    }
}
