package maskrcnn4j.training;

import java.util.Locale;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.spec.BackboneSpec;
import maskrcnn4j.spec.BoxHeadSpec;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.InvertedResidual;
import maskrcnn4j.spec.MaskHeadSpec;
import maskrcnn4j.spec.MobileBlock;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.ResidualBlock;
import maskrcnn4j.spec.TrunkSpec;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.training.optimizer.OptimizerSpec;
import maskrcnn4j.weights.TensorSource;

/**
 * About how much memory training takes: weights with what the optimiser keeps beside them, feature maps that are kept for
 * gradients, and pictures read in advance.
 *
 * @param weights bytes of weights, gradients, the optimiser's memory and averages
 * @param activations bytes of feature maps of one batch
 * @param loader the most that the loader may take
 * @param free what the machine has free
 */
public record MemoryForecast(long weights, long activations, long loader, long free) {
    /** Maps kept for each convolution: its input, what the norm keeps, and the activation. */
    private static final double MAPS_PER_CONVOLUTION = 2.5;

    /** A forecast for a training. */
    static MemoryForecast of(Checkpoint checkpoint, TensorSource weights, TrainingSettings settings, Dataset dataset) {
        long numbers = weights.tensors().values().stream()
                .mapToLong(tensor -> tensor.elements())
                .sum();
        OptimizerSpec optimizer = settings.optimizer();
        int copies = 2 + (optimizer.kind() == OptimizerSpec.Kind.ADAMW ? 2 : 1) + (optimizer.ema() > 0 ? 1 : 0);
        int bytes = settings.precision().on(Device.CPU) == Precision.BF16 ? 2 : 4;
        ModelSpec spec = checkpoint.spec();
        double pixels = largest(spec, dataset);
        double maps = pixels * perPixel(spec.backbone()) + rois(spec) * perRoi(spec);
        long activations = (long) (settings.loader().batch() * maps * MAPS_PER_CONVOLUTION * bytes);
        return new MemoryForecast(
                4L * copies * numbers, activations, settings.loader().memoryBytes(), Engine.availableBytes());
    }

    /** Pixels of the largest network input. */
    private static double largest(ModelSpec spec, Dataset dataset) {
        double most = 0;
        for (int i = 0; i < dataset.size(); i++) {
            int width = Math.max(1, dataset.sampleWidth(i));
            int height = Math.max(1, dataset.sampleHeight(i));
            double scale = spec.image().resize().scale(width, height);
            most = Math.max(most, width * scale * height * scale);
        }
        return most;
    }

    /** Numbers of all maps of the backbone for a pixel of the network input. */
    private static double perPixel(BackboneSpec backbone) {
        if (backbone instanceof BackboneSpec.MobileTrunk trunk) {
            double area = 4;
            double sum = trunk.stemChannels() / area;
            for (InvertedResidual block : trunk.blocks()) {
                double inside = area;
                area *= block.stride() * block.stride();
                sum += block.expanded() / inside + (block.expanded() + block.out()) / area;
            }
            return sum;
        }
        BackboneSpec.FeaturePyramid pyramid = (BackboneSpec.FeaturePyramid) backbone;
        double sum = perPixel(pyramid.trunk());
        for (TrunkSpec.Level level : pyramid.trunk().levels()) {
            // Lateral, sum, output and the region proposal head.
            sum += 4.0 * pyramid.channels() / (level.stride() * level.stride());
        }
        return sum;
    }

    private static double perPixel(TrunkSpec trunk) {
        if (trunk instanceof TrunkSpec.ResNet resnet) {
            double sum = resnet.stemChannels() / 4.0 + resnet.stemChannels() / 16.0;
            for (int stage = 0; stage < resnet.blocks().size(); stage++) {
                double area = Math.pow(4, stage + 2);
                for (ResidualBlock block : resnet.stage(stage)) {
                    sum += ((block.bottleneck() ? 2 : 1) * block.width() + 2.0 * block.out()) / area;
                }
            }
            return sum;
        }
        TrunkSpec.MobileNet net = (TrunkSpec.MobileNet) trunk;
        double area = 4;
        double sum = net.stemChannels() / area;
        for (MobileBlock block : net.blocks()) {
            double inside = area;
            area *= block.stride() * block.stride();
            sum += block.expanded() / inside + (block.expanded() + block.out()) / area;
        }
        return sum + net.lastChannels() / area;
    }

    private static double rois(ModelSpec spec) {
        return spec.training().roi().sampling().perImage();
    }

    /** Numbers of the heads' maps for a proposal; a share of them also meets the mask head. */
    private static double perRoi(ModelSpec spec) {
        int channels = spec.backbone().channels();
        double box = Math.pow(spec.boxHead().roiAlign().size(), 2) * channels;
        if (spec.boxHead() instanceof BoxHeadSpec.FullyConnected head) {
            box += head.convolutions() * Math.pow(head.roiAlign().size(), 2) * head.channels();
        }
        double cell = Math.pow(spec.maskHead().roiAlign().size(), 2);
        double mask = cell * channels;
        if (spec.maskHead() instanceof MaskHeadSpec.Convolutions head) {
            mask += cell * head.channels() * (head.count() + 8);
        }
        return box + spec.training().roi().sampling().positiveShare() * mask;
    }

    /** All of it. */
    public long total() {
        return weights + activations + loader;
    }

    /** Whether it goes beyond what is free. */
    public boolean tooMuch() {
        return total() > free;
    }

    /** In words; where it does not fit, with what would make it smaller. */
    public String line() {
        String line = String.format(
                Locale.ROOT,
                "memory: about %s (weights and optimiser %s, feature maps %s, pictures in advance at most %s); %s are free",
                size(total()),
                size(weights),
                size(activations),
                size(loader),
                size(free));
        if (!tooMuch()) {
            return line;
        }
        return line + "; that will not fit: half the batch saves " + size(activations / 2)
                + " (optimizer.accumulate 2 makes up for it), three quarters of the picture's side"
                + " (--set image.resize.shortSide=...) saves " + size(activations * 7 / 16)
                + ", a model with a smaller trunk (--preset light) saves most";
    }

    private static String size(long bytes) {
        return bytes >= 10_000_000_000L
                ? String.format(Locale.ROOT, "%.0f GB", bytes / 1e9)
                : bytes >= 1_000_000_000
                        ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
                        : String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
    }
}
