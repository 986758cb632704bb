package maskrcnn4j.training.init;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import maskrcnn4j.spec.BackboneSpec;
import maskrcnn4j.spec.ExpectedTensors;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.NormSpec;
import maskrcnn4j.spec.TrunkSpec;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorSource;

/**
 * Random weights to begin from, as torchvision and Detectron2 draw them: trunk and mask head normal with the variance 2 / fan
 * out (He et al. 2015), pyramid and fully connected layers uniform within the root of 3 / fan in, the layers that predict
 * normal with small deviations (0.01; 0.001 for boxes and masks), biases 0, norms 1 and 0. A norm that is frozen brings nothing
 * back to size, so that maps would grow with every residual block, beyond all numbers in a deep trunk: there the last norm of
 * each block is the root of 1 / blocks.
 */
public final class InitialWeights {
    private static final double PREDICTIONS = 0.01;
    private static final double FINE_PREDICTIONS = 0.001;

    private InitialWeights() {}

    /**
     * Draws all weights of a model. Each tensor depends on the seed and its own name alone.
     *
     * @param outputs the classes and the background
     */
    public static TensorSource random(ModelSpec spec, int outputs, long seed) {
        NamedTensors.Builder tensors = NamedTensors.builder();
        Optional<TrunkSpec.ResNet> grows = frozenResNet(spec.backbone());
        Predicate<String> endsBlock = grows.map(InitialWeights::lastNorms).orElse(name -> false);
        double damped = grows.map(net -> Math.sqrt(
                        1.0 / net.blocks().stream().mapToInt(Integer::intValue).sum()))
                .orElse(1.0);
        for (Map.Entry<String, Shape> tensor : ExpectedTensors.of(spec, outputs).entrySet()) {
            String name = tensor.getKey();
            SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + name.hashCode());
            float[] values = values(name, tensor.getValue(), random);
            if (endsBlock.test(name)) {
                Arrays.fill(values, (float) damped);
            }
            tensors.add(name, tensor.getValue(), values);
        }
        return tensors.build();
    }

    private static Optional<TrunkSpec.ResNet> frozenResNet(BackboneSpec backbone) {
        return backbone instanceof BackboneSpec.FeaturePyramid pyramid
                        && pyramid.trunk() instanceof TrunkSpec.ResNet net
                        && net.norm().kind() == NormSpec.Kind.FROZEN_BATCH
                ? Optional.of(net)
                : Optional.empty();
    }

    /** The weights of the norms that end a residual block. */
    private static Predicate<String> lastNorms(TrunkSpec.ResNet net) {
        int last = net.block() == TrunkSpec.ResNet.Block.BOTTLENECK ? 3 : 2;
        return Pattern.compile("backbone\\.stage\\d+\\.\\d+\\.conv" + last + "\\.norm\\.weight")
                .asMatchPredicate();
    }

    private static float[] values(String name, Shape shape, SplittableRandom random) {
        float[] values = new float[Math.toIntExact(shape.elements())];
        boolean norm = name.contains(".norm.");
        if (name.equals("mask.upsample.weight")) {
            return bilinear(values, shape);
        }
        if (norm && (name.endsWith(".weight") || name.endsWith(".var"))) {
            Arrays.fill(values, 1);
        } else if (!norm && name.endsWith(".weight")) {
            draw(name, shape, random, values);
        }
        return values;
    }

    private static void draw(String name, Shape shape, SplittableRandom random, float[] values) {
        double area = shape.rank() == 4 ? shape.size(2) * shape.size(3) : 1;
        double fanIn = shape.size(1) * area;
        double fanOut = shape.size(0) * area;
        if (name.equals("box.reg.weight") || name.equals("mask.logits.weight")) {
            normal(values, FINE_PREDICTIONS, random);
        } else if (name.startsWith("rpn.") && !name.contains(".block") || name.equals("box.cls.weight")) {
            normal(values, PREDICTIONS, random);
        } else if (name.startsWith("fpn.") || name.startsWith("box.fc")) {
            uniform(values, Math.sqrt(3 / fanIn), random);
        } else if (name.equals("mask.deconv.weight")) {
            normal(
                    values,
                    Math.sqrt(2 / (shape.size(0) * 1.0)),
                    random); // stored [in, out, 2, 2]: one tap meets a pixel
        } else {
            normal(values, Math.sqrt(2 / fanOut), random);
        }
    }

    private static void normal(float[] values, double deviation, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
    }

    private static void uniform(float[] values, double bound, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (bound * (2 * random.nextDouble() - 1));
        }
    }

    /** The tent that doubles a map: the product of 1/4, 3/4, 3/4, 1/4 of each axis. */
    private static float[] bilinear(float[] values, Shape shape) {
        int side = (int) shape.size(shape.rank() - 1);
        double centre = (side - 1) / 2.0;
        double reach = (side + 1) / 2;
        for (int i = 0; i < values.length; i++) {
            double x = 1 - Math.abs(i % side - centre) / reach;
            double y = 1 - Math.abs(i / side % side - centre) / reach;
            values[i] = (float) (x * y);
        }
        return values;
    }
}
