package maskrcnn4j.model.rpn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import maskrcnn4j.model.backbone.FeatureMap;
import maskrcnn4j.model.layer.TrainableParameters;
import maskrcnn4j.model.roi.FeatureRows;
import maskrcnn4j.model.roi.Patches;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.RpnHeadSpec;
import maskrcnn4j.spec.RpnSpec;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.RandomGenerator;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpnHeadCellsTest {
    private static final int CHANNELS = 6;
    private static final int ANCHORS = 3;

    /** Corners, edges and the middle, on both levels and both pictures. */
    private static final List<Patches.Cell> CELLS = List.of(
            new Patches.Cell(0, 0, 0, 0),
            new Patches.Cell(0, 1, 4, 6),
            new Patches.Cell(0, 0, 2, 3),
            new Patches.Cell(0, 1, 0, 5),
            new Patches.Cell(1, 0, 1, 0),
            new Patches.Cell(1, 1, 2, 2));

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void cellsByThemselvesSayAndTeachWhatTheWholeHeadDoes(int convolutions) throws IOException {
        try (Scope scope = Scope.open();
                RandomGenerator random = new RandomGenerator(5);
                TrainableParameters parameters = parameters(convolutions)) {
            RpnSpec spec = new RpnSpec(
                    new RpnHeadSpec.Convolutions(convolutions, CHANNELS),
                    Presets.named("torchvision-v1").spec().rpn().proposals());
            RpnHead head = RpnHead.of(spec, parameters);
            Tensor fine = Autograd.track(random.normal(2, CHANNELS, 5, 7).channelsLast());
            Tensor coarse = Autograd.track(random.normal(2, CHANNELS, 3, 4).channelsLast());
            List<FeatureMap> features = List.of(new FeatureMap(fine, 4), new FeatureMap(coarse, 8));

            Tensor byCells = sum(head.forward(FeatureRows.of(features), CELLS));
            Autograd.backward(byCells);
            float[][] gradients = gradients(fine, coarse, parameters);

            Tensor whole = byWholeHead(head.forward(features, StageObserver.NONE));
            Autograd.backward(whole);
            assertThat(byCells.item()).isCloseTo(whole.item(), within(1e-4));
            float[][] expected = gradients(fine, coarse, parameters);
            for (int i = 0; i < expected.length; i++) {
                assertThat(gradients[i]).usingComparatorWithPrecision(1e-4f).containsExactly(expected[i]);
            }
        }
    }

    /** A sum in which every number counts differently. */
    private static Tensor sum(RpnOutput cells) {
        Tensor sum = cells.objectness().select(0, 0).multiply(0).sum();
        for (int i = 0; i < CELLS.size(); i++) {
            sum = weigh(
                    sum,
                    cells.objectness().select(0, i).reshape(-1),
                    cells.deltas().select(0, i).reshape(-1),
                    i);
        }
        return sum;
    }

    private static Tensor byWholeHead(List<RpnOutput> levels) {
        Tensor sum = levels.get(0).objectness().multiply(0).sum();
        for (int i = 0; i < CELLS.size(); i++) {
            Patches.Cell cell = CELLS.get(i);
            RpnOutput level = levels.get(cell.level());
            sum = weigh(sum, at(level.objectness(), cell), at(level.deltas(), cell), i);
        }
        return sum;
    }

    private static Tensor at(Tensor maps, Patches.Cell cell) {
        return maps.select(0, cell.image()).select(1, cell.row()).select(1, cell.column());
    }

    private static Tensor weigh(Tensor sum, Tensor logits, Tensor deltas, int cell) {
        Tensor total = sum;
        for (int a = 0; a < ANCHORS; a++) {
            total = total.add(logits.select(0, a).multiply(1 + cell + 0.1 * a));
            for (int k = 0; k < 4; k++) {
                total = total.add(deltas.select(0, 4L * a + k).multiply(0.5 - 0.2 * a + 0.1 * k + cell));
            }
        }
        return total;
    }

    private static float[][] gradients(Tensor fine, Tensor coarse, TrainableParameters parameters) {
        List<Tensor> leaves = new java.util.ArrayList<>(parameters.trainable().values());
        leaves.add(fine);
        leaves.add(coarse);
        float[][] gradients = new float[leaves.size()][];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = Autograd.gradient(leaves.get(i)).orElseThrow().toFloats();
            Autograd.clearGradient(leaves.get(i));
        }
        return gradients;
    }

    private static TrainableParameters parameters(int convolutions) {
        Random random = new Random(3);
        NamedTensors.Builder tensors = NamedTensors.builder();
        for (int i = 1; i <= convolutions; i++) {
            add(tensors, "rpn.conv" + i, Shape.of(CHANNELS, CHANNELS, 3, 3), random);
        }
        add(tensors, "rpn.objectness", Shape.of(ANCHORS, CHANNELS, 1, 1), random);
        add(tensors, "rpn.deltas", Shape.of(4 * ANCHORS, CHANNELS, 1, 1), random);
        return new TrainableParameters(
                tensors.build(),
                Device.CPU,
                Precision.FLOAT32,
                name -> false,
                TrainableParameters.Layout.CHANNELS_LAST);
    }

    private static void add(NamedTensors.Builder tensors, String name, Shape shape, Random random) {
        tensors.add(name + ".weight", shape, values((int) shape.elements(), random));
        tensors.add(name + ".bias", Shape.of(shape.size(0)), values((int) shape.size(0), random));
    }

    private static float[] values(int count, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (0.3 * random.nextGaussian());
        }
        return values;
    }
}
