package maskrcnn4j.model.image;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.ZeroEdgeResizer;
import maskrcnn4j.spec.FrameRule;
import maskrcnn4j.spec.FrameRule.Frame;
import maskrcnn4j.spec.ImageSpec;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/**
 * Pictures in the middle of black frames, less the mean; the frame too, so that its pixels enter the network as minus the
 * mean. See {@link FrameRule}.
 */
public final class FramedTransform implements InputTransform {
    private static final int SAMPLES = 256;

    private final ImageSpec spec;
    private final FrameRule rule;
    private final Device device;
    private final ElementType type;
    private final float[][] values;

    /**
     * Makes a transform.
     *
     * @param spec 8 bits, whose unit is 1 and whose std is 1
     * @param rule how pictures are framed
     * @param device where the input goes
     * @param type the element type of the input
     */
    public FramedTransform(ImageSpec spec, FrameRule rule, Device device, ElementType type) {
        this.spec = spec;
        this.rule = rule;
        this.device = device;
        this.type = type;
        this.values = new float[spec.channelCount()][SAMPLES];
        for (int c = 0; c < values.length; c++) {
            for (int sample = 0; sample < SAMPLES; sample++) {
                values[c][sample] = (float) (sample - spec.mean().get(c));
            }
        }
    }

    @Override
    public ResizedImage size(Image image) {
        return size(image, rule.scale(image.height(), image.width()));
    }

    @Override
    public ResizedImage size(Image image, double scale) {
        int width = FrameRule.scaled(image.width(), scale);
        int height = FrameRule.scaled(image.height(), scale);
        return new ResizedImage(
                image.width(),
                image.height(),
                width,
                height,
                (double) width / image.width(),
                (double) height / image.height());
    }

    @Override
    public List<List<Integer>> batches(List<ResizedImage> sizes) {
        Map<List<Integer>, List<Integer>> together = new LinkedHashMap<>();
        for (int i = 0; i < sizes.size(); i++) {
            Frame frame = sizes.get(i).frame(rule);
            together.computeIfAbsent(List.of(frame.height(), frame.width()), key -> new ArrayList<>())
                    .add(i);
        }
        return List.copyOf(together.values());
    }

    @Override
    public Extent extent(List<ResizedImage> sizes) {
        Frame frame = sizes.get(0).frame(rule);
        return new Extent(frame.height(), frame.width());
    }

    @Override
    public ImageBatch batch(List<Image> images, List<ResizedImage> sizes) {
        Frame frame = sizes.get(0).frame(rule);
        if (frame.height() % 64 != 0 || frame.width() % 64 != 0) {
            throw new IllegalArgumentException("a network input of " + frame.width() + " x " + frame.height()
                    + " pixels: both sides must be multiples of 64 (--set image.frame.mode=PAD64 pads them)");
        }
        int channels = spec.channelCount();
        long[] shape = {images.size(), frame.height(), frame.width(), channels};
        Tensor rows = Tensors.filled(ElementType.FLOAT32, shape, memory -> {
            FloatBuffer all = memory.asFloatBuffer();
            for (int i = 0; i < images.size(); i++) {
                byte[] framed = framed(images.get(i), sizes.get(i));
                float[] row = new float[frame.width() * channels];
                for (int y = 0; y < frame.height(); y++) {
                    for (int at = 0; at < row.length; at++) {
                        row[at] = values[at % channels][framed[y * row.length + at] & 0xff];
                    }
                    all.put(row);
                }
            }
        });
        return new ImageBatch(rows.permute(0, 3, 1, 2).to(device).to(type), sizes);
    }

    /**
     * The picture in its frame, row by row, all channels of each pixel.
     *
     * @throws IllegalArgumentException if it has other channels than the network reads, and is not grey
     */
    public byte[] framed(Image picture, ResizedImage size) {
        Image image = picture.to8Bit();
        int channels = spec.channelCount();
        int given = image.channels();
        if (given != channels && !(given == 1 && channels == 3)) {
            throw new IllegalArgumentException("a picture of " + given + " channels: this model reads "
                    + (channels == 3 ? "three (red, green, blue) or one (grey)" : Integer.toString(channels)));
        }
        Frame frame = size.frame(rule);
        int first = Math.max(0, -frame.left());
        int last = Math.min(size.width(), frame.width() - frame.left());
        byte[] framed = new byte[frame.height() * frame.width() * channels];
        ZeroEdgeResizer.Target target = (y, row) -> {
            int into = y + frame.top();
            if (into < 0 || into >= frame.height()) {
                return;
            }
            int at = (into * frame.width() + frame.left() + first) * channels;
            for (int x = first; x < last; x++) {
                for (int c = 0; c < channels; c++) {
                    framed[at++] = (byte) (int) row[x * given + (given == 1 ? 0 : order(c, channels))];
                }
            }
        };
        ZeroEdgeResizer.Source source = rows(image);
        if (size.width() == image.width() && size.height() == image.height()) {
            double[] row = new double[image.width() * given];
            for (int y = 0; y < image.height(); y++) {
                source.row(y, row);
                target.row(y, row);
            }
        } else {
            new ZeroEdgeResizer(image.height(), image.width(), size.height(), size.width(), given, false)
                    .resize(source, target);
        }
        return framed;
    }

    private int order(int channel, int channels) {
        return channels == 3 && spec.channels() == ImageSpec.ChannelOrder.BGR ? 2 - channel : channel;
    }

    private static ZeroEdgeResizer.Source rows(Image image) {
        byte[] line = new byte[image.width() * image.channels()];
        return (y, row) -> {
            image.copyRow(y, line, 0);
            for (int i = 0; i < line.length; i++) {
                row[i] = line[i] & 0xff;
            }
        };
    }
}
