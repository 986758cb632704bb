package maskrcnn4j.metrics.coco;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveTask;
import java.util.function.Function;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.ScoreOrder;

/**
 * Walks over pictures one by one with the agreements of all their detections and objects: what measures stand on that
 * look beyond one category. No more than a few pictures are in memory at a time.
 */
public final class ImageCells {
    private static final int IMAGES_OF_A_TASK = 64;

    private final Dataset truth;
    private final Detections found;
    private final IouType type;
    private final int limit;
    private final double lowest;
    private final int[] byId;
    private final int[] first;
    private final int[] ofSample;

    /**
     * Sorts detections by picture. Those of unknown categories are left out.
     *
     * @param type what is compared
     * @param limit how many detections of a picture are shown, best first, over all categories
     * @param lowest the lowest agreement that matters; lower ones may be given as 0
     */
    public ImageCells(Dataset truth, Detections found, IouType type, int limit, double lowest) {
        this.truth = truth;
        this.found = found;
        this.type = type;
        this.limit = limit;
        this.lowest = lowest;
        byId = samplesById(truth);
        first = new int[truth.size() + 1];
        ofSample = bySample();
    }

    private static int[] samplesById(Dataset truth) {
        long[] ids = new long[truth.size()];
        for (int s = 0; s < ids.length; s++) {
            ids[s] = truth.sampleId(s);
        }
        Arrays.sort(ids);
        int[] samples = new int[ids.length];
        for (int s = 0; s < ids.length; s++) {
            samples[s] = truth.sampleIndex(ids[s]);
        }
        return samples;
    }

    private int[] bySample() {
        int kept = 0;
        for (int i = 0; i < found.count(); i++) {
            if (found.instances().category(i) >= 0) {
                first[found.instances().sample(i) + 1]++;
                kept++;
            }
        }
        for (int s = 0; s < truth.size(); s++) {
            first[s + 1] += first[s];
        }
        int[] next = first.clone();
        int[] order = new int[kept];
        for (int i = 0; i < found.count(); i++) {
            if (found.instances().category(i) >= 0) {
                order[next[found.instances().sample(i)]++] = i;
            }
        }
        return order;
    }

    /**
     * Does the same work for every picture, on the threads of the caller's pool if there is one.
     *
     * @param work makes the result of a picture; called by several threads
     * @return the results by increasing id of the pictures
     */
    public <R> List<R> map(Function<ImageCell, R> work) {
        List<Part<R>> parts = new ArrayList<>();
        for (int from = 0; from < byId.length; from += IMAGES_OF_A_TASK) {
            parts.add(new Part<>(this, work, from, Math.min(byId.length, from + IMAGES_OF_A_TASK)));
        }
        ForkJoinTask.invokeAll(parts);
        List<R> results = new ArrayList<>(byId.length);
        for (Part<R> part : parts) {
            results.addAll(part.join());
        }
        return results;
    }

    private static final class Part<R> extends RecursiveTask<List<R>> {
        private static final long serialVersionUID = 1;

        private final transient ImageCells cells;
        private final transient Function<ImageCell, R> work;
        private final int from;
        private final int to;

        Part(ImageCells cells, Function<ImageCell, R> work, int from, int to) {
            this.cells = cells;
            this.work = work;
            this.from = from;
            this.to = to;
        }

        @Override
        protected List<R> compute() {
            IouSource source = IouSource.of(
                    cells.type,
                    cells.truth,
                    cells.found,
                    cells.lowest,
                    new CocoMatchRules(Rules.CORRECTED),
                    Rules.CORRECTED);
            ScoreOrder sorter = new ScoreOrder();
            List<R> results = new ArrayList<>(to - from);
            for (int n = from; n < to; n++) {
                results.add(work.apply(cells.cell(cells.byId[n], source, sorter)));
            }
            return results;
        }
    }

    private ImageCell cell(int sample, IouSource source, ScoreOrder sorter) {
        int[] objects = new int[truth.instanceCount(sample)];
        for (int n = 0; n < objects.length; n++) {
            objects[n] = truth.instanceOf(sample, n);
        }
        int[] detections = best(sample, sorter);
        double[] iou = new double[Math.multiplyExact(objects.length, detections.length)];
        if (iou.length > 0) {
            source.cell(detections, detections.length, objects, 0, objects.length, iou);
        }
        return new ImageCell(truth, found, sample, objects, detections, iou);
    }

    private int[] best(int sample, ScoreOrder sorter) {
        int[] places = Arrays.copyOfRange(ofSample, first[sample], first[sample + 1]);
        double[] scores = new double[places.length];
        int[] order = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            scores[i] = found.score(places[i]);
            order[i] = i;
        }
        sorter.sort(scores, order, order.length);
        int[] best = new int[Math.min(limit, places.length)];
        for (int i = 0; i < best.length; i++) {
            best[i] = places[order[i]];
        }
        return best;
    }
}
