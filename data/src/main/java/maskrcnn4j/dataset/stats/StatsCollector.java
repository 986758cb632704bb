package maskrcnn4j.dataset.stats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Instance;
import maskrcnn4j.dataset.ProgressListener;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.dataset.check.MaskProbe;
import maskrcnn4j.dataset.io.ParallelWork;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;

/** Measures data sets, many pictures at once. */
public final class StatsCollector {
    private record One(int category, double area, Box box) {}

    private record OfSample(
            int width, int height, List<One> objects, int crowds, int leftOut, Optional<ColourStats.Sums> colours) {}

    private final NetworkSize size;
    private final boolean colours;
    private final int threads;
    private final ProgressListener progress;

    /**
     * @param size how pictures are resized for the network
     * @param colours whether pictures are decoded for their colours
     * @param threads how many pictures at once
     */
    public StatsCollector(NetworkSize size, boolean colours, int threads, ProgressListener progress) {
        this.size = size;
        this.colours = colours;
        this.threads = threads;
        this.progress = progress;
    }

    /** Measures a data set. Pictures that cannot be read are counted. */
    public DatasetStats collect(Dataset dataset) {
        progress.begin("measuring", dataset.size());
        List<OfSample> samples = ParallelWork.map(threads, dataset.size(), index -> {
            OfSample one = measure(dataset.sample(index));
            progress.advance(1);
            return one;
        });
        int[] widths = samples.stream().mapToInt(OfSample::width).toArray();
        int[] heights = samples.stream().mapToInt(OfSample::height).toArray();
        int[] counts = samples.stream().mapToInt(one -> one.objects().size()).toArray();
        Optional<ColourStats.Sums> sums = samples.stream()
                .map(OfSample::colours)
                .flatMap(Optional::stream)
                .reduce(ColourStats.Sums::plus);
        long read = samples.stream()
                .map(OfSample::colours)
                .flatMap(Optional::stream)
                .count();
        return new DatasetStats(
                dataset.categories(),
                widths,
                heights,
                counts,
                samples.stream().mapToInt(OfSample::crowds).sum(),
                samples.stream().mapToInt(OfSample::leftOut).sum()
                        + dataset.strays().size(),
                colours ? (int) (dataset.size() - read) : 0,
                columns(samples),
                sums.map(ColourStats.Sums::stats));
    }

    private ObjectColumns columns(List<OfSample> samples) {
        int count = samples.stream().mapToInt(one -> one.objects().size()).sum();
        ObjectColumns columns = new ObjectColumns(
                new int[count],
                new double[count],
                new double[count],
                new double[count],
                new double[count],
                new double[count],
                new double[count]);
        int at = 0;
        for (OfSample sample : samples) {
            for (One one : sample.objects()) {
                columns.category()[at] = one.category();
                columns.area()[at] = one.area();
                columns.x()[at] = one.box().x1();
                columns.y()[at] = one.box().y1();
                columns.width()[at] = one.box().width();
                columns.height()[at] = one.box().height();
                columns.scale()[at] = size.scale(sample.width(), sample.height());
                at++;
            }
        }
        return columns;
    }

    private OfSample measure(Sample sample) {
        Optional<Image> picture = colours ? picture(sample) : Optional.empty();
        int width = sample.width();
        int height = sample.height();
        if (width < 1 || height < 1) {
            try {
                width = picture.isPresent()
                        ? picture.get().width()
                        : Images.probe(sample.imagePath()).width();
                height = picture.isPresent()
                        ? picture.get().height()
                        : Images.probe(sample.imagePath()).height();
            } catch (IOException | RuntimeException e) {
                return new OfSample(1, 1, List.of(), 0, sample.instanceCount(), Optional.empty());
            }
        }
        List<One> objects = new ArrayList<>();
        int crowds = 0;
        int leftOut = 0;
        for (Instance instance : sample.instances()) {
            Optional<Rle> pixels = MaskProbe.of(instance.mask(), height, width).pixels();
            if (pixels.isEmpty()) {
                leftOut++;
            } else if (instance.crowd()) {
                crowds++;
            } else {
                objects.add(new One(
                        instance.categoryIndex(),
                        pixels.get().area(),
                        pixels.get().boundingBox()));
            }
        }
        return new OfSample(width, height, objects, crowds, leftOut, picture.map(StatsCollector::sums));
    }

    private static Optional<Image> picture(Sample sample) {
        try {
            return Optional.of(Images.read(sample.imagePath()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static ColourStats.Sums sums(Image picture) {
        double[] sum = new double[3];
        double[] squares = new double[3];
        byte[] row = new byte[picture.width() * picture.channels()];
        for (int y = 0; y < picture.height(); y++) {
            picture.copyRow(y, row, 0);
            long[] rowSum = new long[3];
            long[] rowSquares = new long[3];
            for (int i = 0; i < row.length; i += 3) {
                for (int c = 0; c < 3; c++) {
                    int value = row[i + c] & 0xff;
                    rowSum[c] += value;
                    rowSquares[c] += (long) value * value;
                }
            }
            for (int c = 0; c < 3; c++) {
                sum[c] += rowSum[c];
                squares[c] += rowSquares[c];
            }
        }
        return new ColourStats.Sums((long) picture.width() * picture.height(), sum, squares);
    }
}
