package maskrcnn4j.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import maskrcnn4j.tensor.Precision;

/** Turns findings into sentences that say what to do. */
public final class Advice {
    /** What training keeps of one picture of 800 x 1216 pixels for the way back through ResNet-50 and pyramid. */
    private static final long TRAINING_PICTURE = 2L << 30;

    /** Weights, gradients, momentum, and the program. */
    private static final long TRAINING_BASE = 1L << 30;

    private static final long LITTLE_MEMORY = 3L << 30;
    private static final long LARGE_CACHE = 5L << 30;

    private Advice() {}

    /** How many pictures fit into memory at once in training; see {@link Findings.Suits#trainingBatch}. */
    public static int trainingBatch(long available) {
        return (int) Math.max(0, Math.min(16, (available * 8 / 10 - TRAINING_BASE) / TRAINING_PICTURE));
    }

    /**
     * The advice.
     *
     * @param environment the environment variables
     */
    public static List<String> of(Findings found, Map<String, String> environment) {
        List<String> advice = new ArrayList<>();
        found.nativesProblem()
                .ifPresent(problem -> advice.add(
                        "The natives do not load, so that nothing that runs a" + " network will: " + problem));
        found.suits().ifPresent(suits -> measured(found, suits, advice));
        memory(found, advice);
        threads(found, environment, advice);
        gpus(found, advice);
        for (CacheFolder cache : found.caches()) {
            if (cache.bytes() > LARGE_CACHE) {
                advice.add(cache.folder() + " has grown to " + gigabytes(cache.bytes())
                        + "; what is in it can be deleted, and is made or fetched again when it is needed.");
            }
        }
        return advice;
    }

    private static void measured(Findings found, Findings.Suits suits, List<String> advice) {
        double ratio = Probe.best(found.probe(), Precision.BF16) / Probe.best(found.probe(), Precision.FLOAT32);
        String times = String.format(Locale.ROOT, "%.1f", ratio);
        boolean bf16 = suits.precision().equals("bf16");
        if (bf16 == found.machine().multipliesBf16()
                || found.machine().features().isEmpty()) {
            advice.add(
                    bf16
                            ? "bf16 is " + times
                                    + " times as fast as float32 here: leave --precision at auto, which takes" + " it."
                            : "bf16 is no faster than float32 here (" + times + " times): leave --precision at auto,"
                                    + " which takes float32.");
        } else {
            advice.add("bf16 is " + times + " times as fast as float32 here, which the processor's instructions do not"
                    + " suggest: give --precision " + suits.precision() + " instead of auto.");
        }
        advice.add(
                suits.batch() == 1
                        ? "One picture at a time uses the machine fully; larger batches gain less than 5 %."
                        : "Batches of " + suits.batch() + " pictures use the machine best.");
        advice.add(
                suits.trainingBatch() == 0
                        ? "There is too little free memory to train ResNet-50 with a pyramid at 800 x 1216 pixels (about"
                                + " 3 GB for one picture, an estimate): train smaller pictures, or a smaller backbone."
                        : "For training at 800 x 1216 pixels, begin with batches of " + suits.trainingBatch()
                                + ": about 2 GB a picture and 1 GB besides (an estimate, for ResNet-50 with a pyramid).");
    }

    private static void memory(Findings found, List<String> advice) {
        if (found.memoryAvailable() < LITTLE_MEMORY) {
            advice.add("Only " + gigabytes(found.memoryAvailable()) + " of memory are free: close other programs, or"
                    + " give smaller pictures.");
        }
        if (found.machine().heapLimit() > found.machine().memory() / 2) {
            advice.add("Java's heap may take " + gigabytes(found.machine().heapLimit()) + " of "
                    + gigabytes(found.machine().memory())
                    + ", and tensors live outside of it: give it less with MRCNN_JAVA_OPTS=-Xmx4g, or leave it alone.");
        }
    }

    private static void threads(Findings found, Map<String, String> environment, List<String> advice) {
        String set = environment.getOrDefault("OMP_NUM_THREADS", "");
        boolean fewer = found.natives().isPresent()
                && found.natives().get().threads() < found.machine().cores();
        if (fewer && !set.isEmpty()) {
            advice.add("OMP_NUM_THREADS=" + set + " holds operations to "
                    + found.natives().get().threads() + " of " + found.machine().cores()
                    + " cores: unset it, or give --threads.");
        }
    }

    private static void gpus(Findings found, List<String> advice) {
        if (!found.gpus().isEmpty()
                && found.gpusUsable() == 0
                && found.natives().isPresent()) {
            advice.add("There is a GPU, but these natives are for the CPU: build with"
                    + " -Dnatives.pytorch=linux-x86_64-gpu to use it.");
        } else if (found.gpusUsable() > 0) {
            advice.add("Models run on the GPU unless --device says otherwise.");
        }
        for (Gpu gpu : found.gpus()) {
            for (Gpu.Holder holder : gpu.holders()) {
                advice.add(
                        "Process " + holder.pid() + " (" + holder.name() + ") holds "
                                + (holder.memory() < 0 ? "memory" : holder.memory() + " MiB") + " of GPU " + gpu.index()
                                + ". If it is yours and forgotten, end it; if it is somebody's work, wait or take another GPU.");
            }
        }
    }

    static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
