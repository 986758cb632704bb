package maskrcnn4j.model.image;

import java.nio.ByteBuffer;
import java.util.List;
import maskrcnn4j.image.Image;
import maskrcnn4j.spec.ImageSpec;
import maskrcnn4j.spec.ResizeRule;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** From pictures to the network input: size, order of channels, values. */
public final class ImageTransform {
    private static final int[] RGB = {0, 1, 2};
    private static final int[] BGR = {2, 1, 0};

    private final ImageSpec spec;
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
        this.device = device;
        this.type = type;
    }

    /** The sizes that a picture will have by the model's rule. */
    public ResizedImage size(Image image) {
        return size(image, spec.resize().scale(image.width(), image.height()));
    }

    /**
     * The sizes that a picture will have at a scale of one's own.
     *
     * @param scale what its sides are multiplied by, above 0
     */
    public ResizedImage size(Image image, double scale) {
        ResizeRule resize = spec.resize();
        return new ResizedImage(
                image.width(),
                image.height(),
                resize.scaled(image.width(), scale),
                resize.scaled(image.height(), scale),
                scale,
                scale);
    }

    /**
     * Makes the input of pictures that resize to one size.
     *
     * @param images 8 or 16 bits, 1 or 3 channels; grey becomes three equal channels
     * @param size what {@link #size} gives for each of them
     * @return {@code [N, 3, H, W]}, channels-last
     */
    public Tensor input(List<Image> images, ResizedImage size) {
        List<Tensor> rows = images.stream().map(image -> row(image, size)).toList();
        Tensor batch = rows.size() == 1 ? rows.get(0) : Tensors.concatenate(rows, 0);
        return batch.permute(0, 3, 1, 2).to(device).to(type);
    }

    private Tensor row(Image image, ResizedImage size) {
        Image rgb = threeChannels(image.to8Bit());
        int[] channels = spec.channels() == ImageSpec.ChannelOrder.BGR ? BGR : RGB;
        float[] values =
                BilinearResizer.resize(rgb.bytes(), rgb.width(), rgb.height(), size.width(), size.height(), channels);
        normalise(values);
        return Tensors.of(values, 1, size.height(), size.width(), 3);
    }

    private static Image threeChannels(Image image) {
        if (image.channels() == 3) {
            return image;
        }
        if (image.channels() != 1) {
            throw new IllegalArgumentException("a picture of " + image.channels()
                    + " channels: this model reads three (red, green, blue) or one (grey)");
        }
        ByteBuffer grey = image.bytes();
        byte[] rgb = new byte[Math.multiplyExact(3, grey.remaining())];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = grey.get(i / 3);
        }
        return Image.ofRgb(image.width(), image.height(), rgb);
    }

    private void normalise(float[] values) {
        for (int channel = 0; channel < 3; channel++) {
            float mean = spec.mean().get(channel).floatValue();
            float std = spec.std().get(channel).floatValue();
            if (mean != 0 || std != 1) {
                for (int i = channel; i < values.length; i += 3) {
                    values[i] = (values[i] - mean) / std;
                }
            }
        }
    }
}
