package maskrcnn4j.training.loader;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.text.Counted;

/**
 * Which pictures make which batch. A batch depends on the seed and its number alone: a run that was interrupted goes on
 * with the very next one. An epoch shows every picture once (or as often as its classes are rare), in an order of its own;
 * its last batch is filled up with pictures from its beginning.
 */
public final class BatchOrder {
    private final int[] samples;
    private final double[] cumulated;
    private final boolean[] wide;
    private final LoaderSpec spec;
    private final long seed;
    private final int batchesPerEpoch;

    private long epoch = -1;
    private int[][] batches = new int[0][];

    /**
     * The order of a data set's pictures.
     *
     * @throws IOException if nothing is left to learn from
     */
    public BatchOrder(Examples examples, LoaderSpec spec, long seed) throws IOException {
        this.spec = spec;
        this.seed = seed;
        Dataset dataset = examples.dataset();
        SplittableRandom random = new SplittableRandom(seed);
        samples = IntStream.range(0, dataset.size())
                .filter(sample -> examples.hasObjects(sample) || random.nextDouble() < spec.negatives())
                .toArray();
        if (IntStream.of(samples).noneMatch(examples::hasObjects)) {
            throw new DatasetException(dataset.name() + ": has no object to learn from in "
                    + Counted.of(dataset.size(), "picture") + "; mrcnn data check says what is wrong with it");
        }
        double[] factors = RepeatFactors.of(examples, samples, spec.repeatThreshold());
        cumulated = new double[samples.length];
        wide = new boolean[samples.length];
        double sum = 0;
        for (int i = 0; i < samples.length; i++) {
            sum += factors[i];
            cumulated[i] = sum;
            wide[i] = dataset.sampleWidth(samples[i]) >= dataset.sampleHeight(samples[i]);
        }
        batchesPerEpoch = Math.max(1, (int) Math.ceil(Math.floor(sum) / spec.batch()));
    }

    /** How many batches an epoch has. */
    public int batchesPerEpoch() {
        return batchesPerEpoch;
    }

    /** How many different pictures are shown. */
    public int pictures() {
        return samples.length;
    }

    /** The pictures of a batch, by their places in the data set. For one thread. */
    public int[] batch(long number) {
        long wanted = number / batchesPerEpoch;
        if (wanted != epoch) {
            batches = epoch(new SplittableRandom(seed ^ (wanted + 1) * 0x9E3779B97F4A7C15L));
            epoch = wanted;
        }
        return batches[(int) (number % batchesPerEpoch)].clone();
    }

    private int[][] epoch(SplittableRandom random) {
        int[] order = repeated(random);
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        List<ArrayDeque<Integer>> groups = List.of(new ArrayDeque<>(), new ArrayDeque<>());
        List<int[]> made = new ArrayList<>();
        for (int place : order) {
            ArrayDeque<Integer> group = groups.get(spec.groupByAspect() && !wide[place] ? 1 : 0);
            group.add(samples[place]);
            if (group.size() == spec.batch()) {
                made.add(take(group));
            }
        }
        ArrayDeque<Integer> rest = groups.get(0);
        rest.addAll(groups.get(1));
        for (int i = 0; made.size() < batchesPerEpoch; i++) {
            if (rest.size() >= spec.batch()) {
                made.add(take(rest));
            } else {
                rest.add(samples[order[i % order.length]]);
            }
        }
        return made.subList(0, batchesPerEpoch).toArray(int[][]::new);
    }

    private int[] take(ArrayDeque<Integer> group) {
        return IntStream.range(0, spec.batch()).map(i -> group.remove()).toArray();
    }

    /** Places as often as their factors say, rounded so that the sum is the same in every epoch. */
    private int[] repeated(SplittableRandom random) {
        double offset = random.nextDouble();
        IntStream.Builder places = IntStream.builder();
        long before = 0;
        long limit = (long) Math.floor(cumulated[cumulated.length - 1]);
        for (int i = 0; i < cumulated.length; i++) {
            long until = Math.min(limit, (long) Math.floor(cumulated[i] + offset));
            for (; before < until; before++) {
                places.add(i);
            }
        }
        return places.build().toArray();
    }
}
