package maskrcnn4j.training.loader;

/**
 * How pictures are chosen and read.
 *
 * @param batch pictures of a step
 * @param workers threads that read in advance; 0 reads when a batch is wanted
 * @param memoryBytes the most that batches read in advance may take
 * @param groupByAspect whether wide pictures come with wide ones and high ones with high ones, which saves padding
 * @param negatives the share of pictures without objects that is shown: 1 keeps all, 0 none
 * @param repeatThreshold classes on a smaller share of the pictures are shown more often; 0 shows all equally often
 * @param skipUnreadable whether a picture that cannot be read is counted and replaced by another; otherwise it ends the run
 */
public record LoaderSpec(
        int batch,
        int workers,
        long memoryBytes,
        boolean groupByAspect,
        double negatives,
        double repeatThreshold,
        boolean skipUnreadable) {
    /** One picture a step, read by as many threads as there are cores, at most 512 MB in advance. */
    public static final LoaderSpec DEFAULT =
            new LoaderSpec(1, Math.min(8, Runtime.getRuntime().availableProcessors()), 512L << 20, true, 1, 0, false);

    /** Checks the numbers. */
    public LoaderSpec {
        if (batch < 1 || batch > 1024) {
            throw new IllegalArgumentException("loader.batch " + batch + ": from 1 to 1024");
        }
        if (workers < 0 || workers > 256) {
            throw new IllegalArgumentException("loader.workers " + workers + ": from 0 to 256");
        }
        if (memoryBytes < 1 << 20) {
            throw new IllegalArgumentException("loader.memoryBytes " + memoryBytes + ": at least 1048576 (1 MB)");
        }
        if (!(negatives >= 0 && negatives <= 1)) {
            throw new IllegalArgumentException("loader.negatives " + negatives + ": from 0 to 1");
        }
        if (!(repeatThreshold >= 0 && repeatThreshold <= 1)) {
            throw new IllegalArgumentException("loader.repeatThreshold " + repeatThreshold + ": from 0 to 1");
        }
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
