package maskrcnn4j.training.loader;

import maskrcnn4j.training.setting.Range;
import maskrcnn4j.training.setting.Setting;

/**
 * How pictures are chosen and read.
 *
 * @param batch pictures of a batch, which is a step unless gradients of several are accumulated
 * @param workers threads that read in advance; 0 reads when a batch is wanted
 * @param memoryBytes the most that batches read in advance may take
 * @param groupByAspect whether wide pictures come with wide ones and high ones with high ones, which saves padding
 * @param negatives the share of pictures without objects that is shown: 1 keeps all, 0 none
 * @param repeatThreshold classes on a smaller share of the pictures are shown more often; 0 shows all equally often
 * @param skipUnreadable whether a picture that cannot be read is counted and replaced by another; otherwise it ends the run
 */
public record LoaderSpec(
        @Setting(unit = "pictures", least = 1, most = 1024) int batch,
        @Setting(unit = "threads", least = 0, most = 256) int workers,
        @Setting(unit = "bytes", least = 1 << 20) long memoryBytes,
        boolean groupByAspect,
        @Setting(least = 0, most = 1) double negatives,
        @Setting(least = 0, most = 1) double repeatThreshold,
        boolean skipUnreadable) {
    /** One picture a step, read by as many threads as there are cores, at most 512 MB in advance. */
    public static final LoaderSpec DEFAULT =
            new LoaderSpec(1, Math.min(8, Runtime.getRuntime().availableProcessors()), 512L << 20, true, 1, 0, false);

    /** Checks the numbers. */
    public LoaderSpec {
        Range.check(
                "loader",
                LoaderSpec.class,
                batch,
                workers,
                memoryBytes,
                groupByAspect,
                negatives,
                repeatThreshold,
                skipUnreadable);
    }

    /** How many batches it is useful to read in advance where a step takes so many, whatever memory they take. */
    public int batchesAhead(int batchesPerStep) {
        return workers == 0 ? 0 : batchesPerStep + Math.max(1, (2 * workers + batch - 1) / batch);
    }

    /** The same with another number of pictures a step. */
    public LoaderSpec withBatch(int pictures) {
        return new LoaderSpec(
                pictures, workers, memoryBytes, groupByAspect, negatives, repeatThreshold, skipUnreadable);
    }

    /** The same with another number of threads. */
    public LoaderSpec withWorkers(int threads) {
        return new LoaderSpec(batch, threads, memoryBytes, groupByAspect, negatives, repeatThreshold, skipUnreadable);
    }
}
