package maskrcnn4j.model.evaluation;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetSubset;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.dataset.io.SamplePicture;
import maskrcnn4j.image.Image;
import maskrcnn4j.metrics.EvaluationException;
import maskrcnn4j.model.Detection;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.text.Counted;

/**
 * Runs a model over the pictures of a data set, by the score threshold and the number of detections of its own spec.
 *
 * <pre>{@code
 * DatasetFormat format = DatasetFormats.recognise(folder);
 * Dataset val = DatasetFormats.read(format, folder, ReadOptions.DEFAULT.withSplit("val"));
 * ModelEvaluation found = new Evaluator(model).evaluate(val);
 * for (Score score : found.scores(Measure.belongingTo(format, folder, val))) {
 *     score.lines().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>Pictures are decoded ahead on other threads; what is found is kept packed, so that memory hardly grows with the data
 * set.
 */
public final class Evaluator {
    private final MaskRcnn model;
    private final EvaluationOptions options;

    /** An evaluator that takes everything, one picture at a time. */
    public Evaluator(MaskRcnn model) {
        this(model, EvaluationOptions.DEFAULT);
    }

    /** An evaluator with options. */
    public Evaluator(MaskRcnn model, EvaluationOptions options) {
        this.model = model;
        this.options = options;
    }

    /** Runs the model; see {@link #evaluate(Dataset, EvaluationListener)}. */
    public ModelEvaluation evaluate(Dataset dataset) throws IOException {
        return evaluate(dataset, EvaluationListener.NONE);
    }

    /**
     * Runs the model.
     *
     * @throws EvaluationException if classes and categories do not meet; the message shows the difference
     * @throws IOException if a picture cannot be read, and it is not to be skipped; the message names it
     */
    public ModelEvaluation evaluate(Dataset dataset, EvaluationListener listener) throws IOException {
        Dataset data = limited(dataset);
        if (data.size() == 0) {
            throw new EvaluationException(dataset.name() + ": lists no picture, so there is nothing to evaluate");
        }
        ClassMatch classes = ClassMatch.of(model.checkpoint().categories(), data, options.renamed());
        classes.require(options.sharedClasses());
        return new Run(data, classes, listener).go();
    }

    private Dataset limited(Dataset dataset) {
        int count = Math.min(dataset.size(), options.limit().orElse(dataset.size()));
        return count == dataset.size()
                ? dataset
                : DatasetSubset.of(
                        dataset, first(count), first(dataset.categories().size()));
    }

    private static int[] first(int count) {
        return IntStream.range(0, count).toArray();
    }

    /** One run over a data set. */
    private final class Run {
        private final Dataset data;
        private final ClassMatch classes;
        private final EvaluationListener listener;
        private final FoundObjects found = new FoundObjects();
        private final int[] widths;
        private final int[] heights;
        private final List<Sample> samples = new ArrayList<>();
        private final List<Image> images = new ArrayList<>();
        private int unreadable;
        private int asStored;
        private int full;
        private long waited;

        Run(Dataset data, ClassMatch classes, EvaluationListener listener) {
            this.data = data;
            this.classes = classes;
            this.listener = listener;
            widths = new int[data.size()];
            heights = new int[data.size()];
        }

        ModelEvaluation go() throws IOException {
            long start = System.nanoTime();
            listener.begin(data.size());
            try (PictureQueue queue =
                    new PictureQueue(data, order(), 2 * options.batch() + 2, model.reading(options.pictures()))) {
                while (queue.hasNext()) {
                    take(queue.next());
                    if (images.size() == options.batch() || !queue.hasNext()) {
                        segment();
                    }
                }
            } finally {
                listener.end();
            }
            return result(Duration.ofNanos(System.nanoTime() - start));
        }

        /** Upright and wide pictures apart: in one batch they would be mostly border. */
        private int[] order() {
            IntStream all = IntStream.range(0, data.size());
            return options.batch() == 1
                    ? all.toArray()
                    : all.boxed()
                            .sorted(Comparator.comparing(place -> data.sampleHeight(place) > data.sampleWidth(place)))
                            .mapToInt(Integer::intValue)
                            .toArray();
        }

        private void take(PictureQueue.Turn turn) throws IOException {
            long start = System.nanoTime();
            try {
                SamplePicture picture = turn.take();
                asStored += picture.asStored() ? 1 : 0;
                widths[turn.sample().index()] = picture.image().width();
                heights[turn.sample().index()] = picture.image().height();
                samples.add(turn.sample());
                images.add(picture.image());
            } catch (IOException failure) {
                if (!options.skipUnreadable()) {
                    throw failure;
                }
                unreadable++;
                listener.unreadable(turn.sample(), failure);
            } finally {
                waited += System.nanoTime() - start;
            }
        }

        private void segment() {
            if (images.isEmpty()) {
                return;
            }
            List<Segmentation> batch = model.segment(images);
            for (int i = 0; i < batch.size(); i++) {
                Segmentation best = options.detections().isPresent()
                        ? batch.get(i).best(options.detections().getAsInt())
                        : batch.get(i);
                full += best.detections().size() >= mostDetections() ? 1 : 0;
                for (Detection detection : best) {
                    int category = classes.categoryOf(detection.categoryId());
                    if (category >= 0) {
                        found.add(samples.get(i).index(), category, detection);
                    }
                }
                listener.found(samples.get(i), best);
            }
            images.clear();
            samples.clear();
        }

        private int mostDetections() {
            int most = model.checkpoint().spec().detections().perImage();
            return Math.min(most, options.detections().orElse(most));
        }

        private ModelEvaluation result(Duration elapsed) {
            int[] done =
                    IntStream.range(0, data.size()).filter(s -> widths[s] > 0).toArray();
            if (done.length == 0) {
                throw new EvaluationException(data.name() + ": none of its " + data.size()
                        + " pictures can be read; name their folder with" + " --images");
            }
            int[] sizes = new int[2 * done.length];
            int[] newSample = new int[data.size()];
            for (int i = 0; i < done.length; i++) {
                sizes[2 * i] = widths[done[i]];
                sizes[2 * i + 1] = heights[done[i]];
                newSample[done[i]] = i;
            }
            int[] categories = options.sharedClasses()
                    ? classes.shared()
                    : first(data.categories().size());
            Dataset truth = DatasetSubset.of(data, done, categories, sizes);
            int[] newCategory = new int[data.categories().size()];
            for (int i = 0; i < categories.length; i++) {
                newCategory[categories[i]] = i;
            }
            return new ModelEvaluation(
                    truth,
                    found.boxes(truth, newSample, newCategory),
                    found.masks(truth, newSample, newCategory),
                    unreadable,
                    classes,
                    elapsed,
                    Duration.ofNanos(waited),
                    notes());
        }

        private List<String> notes() {
            List<String> notes = new ArrayList<>(classes.notes());
            if (unreadable > 0) {
                notes.add(unreadable + " of " + Counted.of(data.size(), "picture") + " cannot be read and "
                        + (unreadable == 1 ? "is left out, with its" : "are left out, with their") + " objects");
            }
            if (full > 0) {
                notes.add("on " + Counted.of(full, "picture")
                        + " the model found the most that it may, " + mostDetections()
                        + " detections; --max-dets lets it find more");
            }
            if (asStored > 0) {
                notes.add(Counted.of(asStored, "picture is", "pictures are")
                        + " used as stored: the data set states the size before the EXIF orientation turns it");
            }
            return notes;
        }
    }
}
