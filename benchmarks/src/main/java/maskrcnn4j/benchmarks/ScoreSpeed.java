package maskrcnn4j.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.coco.CocoFormat;
import maskrcnn4j.dataset.coco.CocoResults;
import maskrcnn4j.metrics.coco.CocoEvaluation;
import maskrcnn4j.metrics.coco.CocoEvaluator;
import maskrcnn4j.metrics.coco.CocoParameters;
import maskrcnn4j.metrics.coco.CocoSummary;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.coco.NearObjects;

/**
 * Times COCO's evaluation in one process: {@code ScoreSpeed GT DT bbox|segm [ROUNDS] [THREADS]}. Prints each round, its
 * loading and its evaluation, and in the end the median of the second half of the rounds and AP, by which a run is known.
 */
public final class ScoreSpeed extends RecursiveTask<double[]> {
    private static final long serialVersionUID = 1;

    private static final int ROUNDS = 20;

    private final transient Path truthFile;
    private final transient Path foundFile;
    private final transient CocoParameters parameters;

    private ScoreSpeed(Path truthFile, Path foundFile, CocoParameters parameters) {
        this.truthFile = truthFile;
        this.foundFile = foundFile;
        this.parameters = parameters;
    }

    /** See the class. */
    public static void main(String[] args) throws IOException {
        IouType type = args[2].equals("segm") ? IouType.SEGM : IouType.BBOX;
        int rounds = args.length > 3 ? Integer.parseInt(args[3]) : ROUNDS;
        int threads = args.length > 4
                ? Integer.parseInt(args[4])
                : Runtime.getRuntime().availableProcessors();
        ForkJoinPool pool = new ForkJoinPool(threads);
        double[][] times = new double[rounds][];
        for (int i = 0; i < rounds; i++) {
            times[i] = pool.invoke(new ScoreSpeed(Path.of(args[0]), Path.of(args[1]), CocoParameters.of(type)));
            print("round " + (i + 1), times[i]);
        }
        double[][] warm = Arrays.copyOfRange(times, rounds / 2, rounds);
        Arrays.sort(warm, (a, b) -> Double.compare(a[0] + a[1], b[0] + b[1]));
        print("median of the warm rounds, " + threads + " threads", warm[warm.length / 2]);
        System.out.println("AP " + warm[0][2] + ", peak memory " + PeakMemory.megabytes() + " MB");
    }

    private static void print(String what, double[] times) {
        System.out.printf(
                Locale.ROOT,
                "%s: load %.0f ms, evaluate %.0f ms, both %.0f ms%n",
                what,
                times[0],
                times[1],
                times[0] + times[1]);
    }

    @Override
    protected double[] compute() {
        try {
            long start = System.nanoTime();
            boolean masks = parameters.type().masks();
            ReadOptions options = ReadOptions.DEFAULT.withImages(Path.of(""));
            Dataset truth = new CocoFormat().read(truthFile, masks ? options : options.withoutMasks());
            CocoResults results = masks
                    ? CocoResults.read(foundFile, true, new NearObjects(truth, parameters))
                    : CocoResults.read(foundFile, false);
            Detections found = results.in(truth);
            long loaded = System.nanoTime();
            CocoEvaluation evaluation = new CocoEvaluator(parameters).evaluate(truth, found);
            double ap = CocoSummary.of(evaluation).stats()[0];
            return new double[] {(loaded - start) / 1e6, (System.nanoTime() - loaded) / 1e6, ap};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
