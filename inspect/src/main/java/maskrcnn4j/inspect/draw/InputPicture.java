package maskrcnn4j.inspect.draw;

import java.awt.image.BufferedImage;
import maskrcnn4j.inspect.NetworkInput;
import maskrcnn4j.spec.ImageSpec;

/** From the values that the network reads back to colours. */
public final class InputPicture {
    private InputPicture() {}

    /** Undoes mean, deviation and unit; channels beyond the third are not shown, one channel is grey. */
    public static BufferedImage of(NetworkInput input, ImageSpec spec) {
        int area = input.height() * input.width();
        double toByte = spec.bits() > 8 ? 1 / 257.0 : 1;
        int[] pixels = new int[area];
        boolean bgr = spec.channels() == ImageSpec.ChannelOrder.BGR;
        for (int colour = 0; colour < 3; colour++) {
            int channel = input.channels() < 3 ? 0 : bgr ? 2 - colour : colour;
            double mean = spec.mean().get(channel);
            double std = spec.std().get(channel);
            for (int i = 0; i < area; i++) {
                double sample = (input.values()[channel * area + i] * std + mean) * spec.unit() * toByte;
                int value = (int) Math.max(0, Math.min(255, Math.round(sample)));
                pixels[i] |= value << 16 - 8 * colour;
            }
        }
        BufferedImage image = new BufferedImage(input.width(), input.height(), BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, input.width(), input.height(), pixels, 0, input.width());
        return image;
    }
}
