package maskrcnn4j.testing.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import tools.jackson.databind.JsonNode;

/**
 * A picture by formula.
 *
 * @param name its name
 * @param height in pixels
 * @param width in pixels
 * @param objects what it shows
 * @param constant of the file
 * @param crc32 of its bytes, as the file says; 0 where it does not
 */
public record PaintedPicture(
        String name, int height, int width, List<PaintedObject> objects, long constant, long crc32) {

    /** Takes the list as it is now. */
    public PaintedPicture {
        objects = List.copyOf(objects);
    }

    static PaintedPicture read(JsonNode node, long constant) {
        List<PaintedObject> objects = new ArrayList<>();
        node.path("objects").forEach(object -> objects.add(PaintedObject.read(object)));
        return new PaintedPicture(
                node.path("name").asString(),
                node.path("height").asInt(),
                node.path("width").asInt(),
                objects,
                constant,
                Long.parseLong(node.path("crc32").asString("0"), 16));
    }

    /** Its bytes: {@code height x width x 3}, red, green, blue. */
    public byte[] rgb() {
        byte[] bytes = new byte[3 * height * width];
        Stream64 noise = new Stream64("image/" + name, constant);
        for (int c = 0; c < 3; c++) {
            Plane plane = new Plane(c);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int at = 3 * (y * width + x) + c;
                    bytes[at] = (byte) plane.at(x, y, (int) (noise.word(at) >>> 59));
                }
            }
        }
        return bytes;
    }

    /** The CRC-32 of bytes. */
    public static long crc32(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    /** One colour channel. */
    private final class Plane {
        private final int channel;
        private final Stream64 parameters;

        Plane(int channel) {
            this.channel = channel;
            this.parameters = new Stream64("imageparam/" + name + "/" + channel, constant);
        }

        private int parameter(int k, int modulus) {
            return (int) Long.remainderUnsigned(parameters.word(k), modulus);
        }

        int at(int x, int y, int noise) {
            int v = 3 * wave((1 + parameter(0, 6)) * x + (1 + parameter(1, 6)) * y + parameter(2, 256))
                    + 2 * wave((7 + parameter(3, 14)) * x - (1 + parameter(4, 6)) * y + parameter(5, 256))
                    + 2 * wave((7 + parameter(7, 14)) * y - (1 + parameter(6, 6)) * x + parameter(8, 256));
            int plane = 128 + (v >> 8) + noise - 16;
            for (PaintedObject object : objects) {
                if (object.contains(x, y)) {
                    int t = (object.tone() >> (8 * channel)) & 255;
                    plane = ((3 * t + plane) >> 2) + (wave((5 + channel) * x + (3 + 2 * channel) * y + t) >> 7);
                }
            }
            return Math.max(0, Math.min(255, plane));
        }
    }

    private static int wave(int at) {
        int t = at & 255;
        return t < 128 ? t * (128 - t) : -((t - 128) * (256 - t));
    }
}
