package maskrcnn4j.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.FrozenNorms;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.SamplingSpec;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.training.augment.Sizing;
import maskrcnn4j.training.loader.LoaderSpec;
import maskrcnn4j.training.optimizer.OptimizerSpec;
import maskrcnn4j.weights.TensorSource;

/**
 * About how much memory training takes at most: the program itself, weights with what the optimiser and a checkpoint keep
 * beside them, feature maps that are held for gradients, and pictures read in advance.
 *
 * @param program bytes of the virtual machine and the engine
 * @param weights bytes of weights, gradients, the optimiser's memory and averages, and of their copies in a checkpoint
 * @param maps bytes of feature maps of what is computed at once
 * @param loader bytes of pictures read in advance
 * @param free what the machine, or the GPU, has free
 * @param device whose memory is meant; pictures in advance and checkpoints are the machine's in every case
 */
public record MemoryForecast(long program, long weights, long maps, long loader, long free, Device device) {
    /** Measured: a run of a small model on small pictures, without all else that is counted here. */
    private static final long PROGRAM = 400_000_000;

    /** The same on a GPU: CUDA itself and LibTorch's kernels. */
    private static final long GPU_PROGRAM = 540_000_000;

    /** Gradients of maps beside the maps, and what the allocator does not give back; measured with ResNet-50 and light. */
    private static final double BACKWARD = 1.25;

    /** Proposals that come to stand for an object, as training goes on. */
    private static final double PROPOSALS_PER_OBJECT = 6;

    /** What decoding a picture takes, in bytes a pixel. */
    private static final int DECODING = 16;

    /** What a forecast looks at. */
    record Case(
            ModelSpec spec, long numbers, int classes, TrainingSettings settings, Extent extent, double inputPixels) {
        /** With another model, on inputs of the same size. */
        Case withSpec(ModelSpec other) {
            return new Case(other, numbers, classes, settings, extent, inputPixels);
        }

        /** Whether there are norms by the statistics of what is computed at once. */
        boolean hasLiveStatistics() {
            return !FrozenNorms.in(spec).equals(spec);
        }

        /** Where it is trained. */
        Device device() {
            return Device.parse(settings.device());
        }

        /** Bytes of the maps of so many pictures, whose sides are multiplied by something. */
        long maps(int pictures, double side) {
            SamplingSpec rois = spec.training().roi().sampling();
            double objects = Math.min(rois.perImage() * rois.positiveShare(), PROPOSALS_PER_OBJECT * extent.objects());
            double one = side * side * inputPixels * FeatureNumbers.perPixel(spec.backbone())
                    + rois.perImage() * FeatureNumbers.perProposal(spec)
                    + objects * FeatureNumbers.perObject(spec, classes);
            int bytes = settings.precision().on(device()) == Precision.BF16 ? 2 : 4;
            return (long) (pictures * one * bytes * BACKWARD);
        }

        /** How many pictures are computed at once. */
        int atOnce() {
            int batch = settings.loader().batch();
            if (settings.microBatch() != TrainingSettings.AS_MANY_AS_FIT) {
                return settings.microBatch() == 0 ? batch : Math.min(batch, settings.microBatch());
            }
            int fitting = batch;
            while (fitting > 1 && of(this, fitting).tooMuch()) {
                fitting = (fitting + 1) / 2;
            }
            return fitting;
        }
    }

    /**
     * The pictures of a data set.
     *
     * @param pixels of the largest
     * @param objects of an average one
     */
    record Extent(long pixels, double objects) {
        static Extent of(Dataset dataset) {
            long most = 0;
            for (int i = 0; i < dataset.size(); i++) {
                most = Math.max(most, (long) dataset.sampleWidth(i) * dataset.sampleHeight(i));
            }
            double objects = (double) dataset.instances().count() / Math.max(1, dataset.size());
            return new Extent(most, objects);
        }
    }

    /** Pixels of the largest network input. */
    private static double inputPixels(Sizing sizing, Dataset dataset) {
        double most = 0;
        for (int i = 0; i < dataset.size(); i++) {
            int width = Math.max(1, dataset.sampleWidth(i));
            int height = Math.max(1, dataset.sampleHeight(i));
            most = Math.max(most, sizing.mostPixels(width, height));
        }
        return most;
    }

    /** What is looked at in a training. */
    static Case look(Checkpoint checkpoint, TensorSource weights, TrainingSettings settings, Dataset dataset) {
        long numbers = weights.tensors().values().stream()
                .mapToLong(tensor -> tensor.elements())
                .sum();
        return new Case(
                checkpoint.spec(),
                numbers,
                checkpoint.categories().size(),
                settings,
                Extent.of(dataset),
                inputPixels(new Sizing(settings.augment(), checkpoint.spec().image()), dataset));
    }

    /** A forecast for a training. */
    static MemoryForecast of(Case training) {
        return of(training, training.atOnce());
    }

    private static MemoryForecast of(Case training, int atOnce) {
        OptimizerSpec optimizer = training.settings.optimizer();
        int kept = (optimizer.kind() == OptimizerSpec.Kind.ADAMW ? 2 : 1) + (optimizer.ema() > 0 ? 1 : 0);
        int copies = 2 + kept; // and gradients
        int copiesOfTheMachine = 1 + 2 * (1 + kept); // the first weights, and a checkpoint on its way to the disk
        Device device = training.device();
        boolean cpu = device.isCpu();
        return new MemoryForecast(
                cpu ? PROGRAM : GPU_PROGRAM,
                4L * (cpu ? copies + copiesOfTheMachine : copies) * training.numbers,
                training.maps(atOnce, 1),
                cpu ? loader(training.settings.loader(), optimizer.accumulate(), training.extent) : 0,
                device.freeBytes(),
                device);
    }

    private static long loader(LoaderSpec spec, int batchesPerStep, Extent extent) {
        long batch = 3 * extent.pixels * spec.batch();
        return Math.min(spec.memoryBytes(), batch * spec.batchesAhead(batchesPerStep))
                + batch * batchesPerStep
                + (long) DECODING * extent.pixels * Math.max(1, spec.workers());
    }

    /** All of it. */
    public long total() {
        return program + weights + maps + loader;
    }

    /** Whether it goes beyond what is free. */
    public boolean tooMuch() {
        return total() > free;
    }

    /** In words. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%s: about %s (program %s, weights and optimiser %s, feature maps %s, pictures in advance %s); %s"
                        + " are free",
                device.isCpu() ? "memory" : "memory of " + device,
                size(total()),
                size(program),
                size(weights),
                size(maps),
                size(loader),
                size(free));
    }

    /**
     * What would take less memory, and how much less, each.
     *
     * @param atOnce how many pictures are computed at once
     */
    static String advice(Case training, int atOnce) {
        TrainingSettings settings = training.settings;
        int batch = settings.loader().batch();
        long now = training.maps(atOnce, 1);
        List<String> changes = new ArrayList<>();
        if (atOnce > 1) {
            changes.add("--micro-batch 1 saves " + size(now - training.maps(1, 1))
                    + (training.hasLiveStatistics()
                            ? ", though batch norms then see one picture at a time"
                            : " and changes no result"));
            changes.add("--batch " + (batch / 2) + " with optimizer.accumulate "
                    + 2 * settings.optimizer().accumulate() + " saves "
                    + size(now - training.maps(Math.min(atOnce, batch / 2), 1)));
        }
        changes.add("three quarters of the pictures' sides (--set image.resize.shortSide=..., longSide) save "
                + size(now - training.maps(atOnce, 0.75)));
        ModelSpec small = Presets.named(TrainingPlan.DEFAULT_PRESET).spec();
        long other = training.withSpec(small).maps(atOnce, 1);
        if (other < now) {
            changes.add("the backbone of --preset " + small.name() + " saves " + size(now - other));
        }
        return String.join("; ", changes);
    }

    static String size(long bytes) {
        return bytes >= 10_000_000_000L
                ? String.format(Locale.ROOT, "%.0f GB", bytes / 1e9)
                : bytes >= 1_000_000_000
                        ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
                        : String.format(Locale.ROOT, "%.0f MB", bytes / 1e6);
    }
}
