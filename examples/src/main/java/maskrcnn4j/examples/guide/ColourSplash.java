package maskrcnn4j.examples.guide;

import java.io.IOException;
import java.nio.file.Path;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.Detection;
import maskrcnn4j.model.MaskRcnn;

/** A picture that is grey but for its objects. */
public final class ColourSplash {
    private ColourSplash() {}

    /** Makes {@code splash.png} of {@code balloon.jpg}. */
    public static void main(String[] args) throws IOException {
        try (MaskRcnn model = MaskRcnn.load(Path.of("balloons.safetensors"))) {
            Image picture = Images.read(Path.of("balloon.jpg"));
            Rle objects = Rle.empty(picture.height(), picture.width());
            for (Detection one : model.segment(picture)) {
                objects = objects.union(one.mask());
            }
            byte[] inside = objects.toBitmap();
            byte[] splash = new byte[3 * inside.length];
            for (int i = 0; i < inside.length; i++) {
                int x = i % picture.width();
                int y = i / picture.width();
                int red = picture.sample(x, y, 0);
                int green = picture.sample(x, y, 1);
                int blue = picture.sample(x, y, 2);
                int grey = (299 * red + 587 * green + 114 * blue) / 1000;
                splash[3 * i] = (byte) (inside[i] == 1 ? red : grey);
                splash[3 * i + 1] = (byte) (inside[i] == 1 ? green : grey);
                splash[3 * i + 2] = (byte) (inside[i] == 1 ? blue : grey);
            }
            Images.write(Image.ofRgb(picture.width(), picture.height(), splash), Path.of("splash.png"));
        }
    }
}
