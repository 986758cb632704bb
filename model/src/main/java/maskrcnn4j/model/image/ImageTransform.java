package maskrcnn4j.model.image;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.image.Image;
import maskrcnn4j.spec.ImageSpec;
import maskrcnn4j.spec.ResizeRule;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Loops;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** From pictures to the network input: size, order of channels, values, padding. */
public final class ImageTransform implements InputTransform {
    /** Rows that one thread makes at a time: each piece reads some rows of the picture again. */
    private static final int BAND = 64;

    private final ImageSpec spec;
    private final Samples samples;
    private final Device device;
    private final ElementType type;

    /**
     * Makes a transform.
     *
     * @param device where the input goes
     * @param type the element type of the input
     */
    public ImageTransform(ImageSpec spec, Device device, ElementType type) {
        this.spec = spec;
        this.samples = new Samples(spec);
        this.device = device;
        this.type = type;
    }

    /** The sizes that a picture will have by the model's rule. */
    @Override
    public ResizedImage size(Image image) {
        ResizeRule resize = spec.resize();
        int width = image.width();
        int height = image.height();
        return size(image, resize.width(width, height), resize.height(width, height), resize.scale(width, height));
    }

    /**
     * The sizes that a picture will have at a scale of one's own.
     *
     * @param scale what its sides are multiplied by, above 0
     */
    @Override
    public ResizedImage size(Image image, double scale) {
        int width = (int) Math.max(1, Math.rint(image.width() * scale));
        int height = (int) Math.max(1, Math.rint(image.height() * scale));
        return size(image, width, height, scale);
    }

    private ResizedImage size(Image image, int width, int height, double scale) {
        boolean common = spec.resize().rounding() == ResizeRule.Rounding.HALF_EVEN;
        return new ResizedImage(
                image.width(),
                image.height(),
                width,
                height,
                common ? scale : (double) width / image.width(),
                common ? scale : (double) height / image.height());
    }

    /**
     * Which pictures make one batch: all, or those of one size where the spec pads none.
     *
     * @param sizes what {@link #size} gives for each
     * @return the places of the pictures of each batch
     */
    @Override
    public List<List<Integer>> batches(List<ResizedImage> sizes) {
        Map<List<Integer>, List<Integer>> together = new LinkedHashMap<>();
        for (int i = 0; i < sizes.size(); i++) {
            ResizedImage size = sizes.get(i);
            together.computeIfAbsent(
                            spec.padding() > 0 ? List.of() : List.of(size.width(), size.height()),
                            key -> new ArrayList<>())
                    .add(i);
        }
        return List.copyOf(together.values());
    }

    /**
     * Makes the input of the pictures of one batch.
     *
     * @param images 8 or 16 bits, as many channels as the network reads; grey becomes three equal channels
     * @param sizes what {@link #size} gives for each
     * @throws IllegalArgumentException if a picture has other channels
     */
    @Override
    public ImageBatch batch(List<Image> images, List<ResizedImage> sizes) {
        List<Image> prepared = images.stream().map(samples::prepare).toList();
        Extent extent = extent(sizes);
        int height = extent.height();
        int width = extent.width();
        int channels = spec.channelCount();
        long[] shape = {images.size(), height, width, channels};
        Tensor rows = Tensors.filled(ElementType.FLOAT32, shape, memory -> {
            FloatBuffer values = memory.asFloatBuffer();
            int row = width * channels;
            for (int i = 0; i < prepared.size(); i++) {
                write(prepared.get(i), sizes.get(i), values.slice(i * height * row, height * row), row, height);
            }
        });
        return new ImageBatch(rows.permute(0, 3, 1, 2).to(device).to(type), sizes);
    }

    @Override
    public Extent extent(List<ResizedImage> sizes) {
        return new Extent(
                padded(sizes.stream().mapToInt(ResizedImage::height).max().orElse(1)),
                padded(sizes.stream().mapToInt(ResizedImage::width).max().orElse(1)));
    }

    private int padded(int side) {
        return spec.padding() == 0 ? side : (side + spec.padding() - 1) / spec.padding() * spec.padding();
    }

    /** Writes a resized picture, and zeros right of it and below. */
    private void write(Image image, ResizedImage size, FloatBuffer into, int row, int height) {
        Loops.parallel((height + BAND - 1) / BAND, band -> {
            int from = BAND * band;
            int to = Math.min(from + BAND, height);
            int end = Math.max(from, Math.min(to, size.height()));
            float[] padded = new float[row];
            PixelRows.Sink sink = (y, values) -> {
                System.arraycopy(values, 0, padded, 0, values.length);
                into.put(y * row, padded);
            };
            if (end > from) {
                resized(image, size).rows(from, end, sink);
            }
            float[] zeros = new float[row];
            for (int y = end; y < to; y++) {
                into.put(y * row, zeros);
            }
        });
    }

    private PixelRows.Resized resized(Image image, ResizedImage size) {
        if (spec.resize().filter() == ResizeRule.Filter.BILINEAR) {
            return new BilinearResizer(samples.of(image), size.width(), size.height());
        }
        AntialiasedResizer resizer = new AntialiasedResizer(image, size.width(), size.height());
        return (from, to, sink) -> {
            float[] values = new float[size.width() * spec.channelCount()];
            resizer.rows(from, to, (y, bytes) -> {
                samples.convert(bytes, image.channels(), values);
                sink.row(y, values);
            });
        };
    }
}
