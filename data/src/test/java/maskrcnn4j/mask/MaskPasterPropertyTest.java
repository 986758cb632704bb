package maskrcnn4j.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pasting along the outline gives what computing every pixel gives. */
class MaskPasterPropertyTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void pasting_equals_the_value_of_every_pixel(long seed) {
        Random random = new Random(seed);
        PasteRule[] rules = {
            PasteRule.MASK2GO,
            PasteRule.DETECTRON2,
            PasteRule.MATTERPORT,
            PasteRule.MATTERPORT.withEdge(PasteRule.Edge.CLAMP),
            PasteRule.DETECTRON2.withThreshold(0.3),
            PasteRule.MASK2GO.withThreshold(0)
        };
        int inside = 0;
        for (int i = 0; i < 1500; i++) {
            int h = 1 + random.nextInt(120);
            int w = 1 + random.nextInt(120);
            PasteRule rule = rules[i % rules.length];
            SoftMask mask = mask(random);
            Box box = box(random, h, w);
            Rle expected = everyPixel(rule, mask, box, h, w);
            inside += expected.area();
            assertThat(new MaskPaster(rule).paste(mask, box, h, w))
                    .as("seed %d case %d: %s on %d x %d", seed, i, box, h, w)
                    .isEqualTo(expected);
        }
        assertThat(inside).isPositive();
    }

    /** The definition in {@link PasteRule}'s own words, with nothing clever. */
    private static Rle everyPixel(PasteRule rule, SoftMask mask, Box box, int h, int w) {
        int f = rule.frame();
        int rows = mask.height() + 2 * f;
        int columns = mask.width() + 2 * f;
        double[] xs = corners(rule, mask.width(), box.x1(), box.x2());
        double[] ys = corners(rule, mask.height(), box.y1(), box.y2());
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float v : mask.values()) {
            least = Math.min(least, v);
            most = Math.max(most, v);
        }
        byte[] bitmap = new byte[h * w];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                double sx = columns / xs[2] * (x - xs[0] + 0.5) - 0.5;
                double sy = rows / ys[2] * (y - ys[0] + 0.5) - 0.5;
                boolean covered = rule.corners() == PasteRule.Corners.EXACT
                        ? xs[2] > 0 && ys[2] > 0 && sx > -1 && sx < columns && sy > -1 && sy < rows
                        : x >= xs[0] && x < xs[1] && y >= ys[0] && y < ys[1];
                if (!covered) {
                    continue;
                }
                if (rule.edge() == PasteRule.Edge.CLAMP) {
                    sx = Math.max(0, sx);
                    sy = Math.max(0, sy);
                }
                int c = (int) Math.min(Math.floor(sx), columns - 1);
                int r = (int) Math.min(Math.floor(sy), rows - 1);
                double fx = sx - c;
                double fy = sy - r;
                double a = at(rule, mask, r, c);
                double b = at(rule, mask, r, c + 1);
                double d = at(rule, mask, r + 1, c);
                double e = at(rule, mask, r + 1, c + 1);
                double v = rule.singlePrecision()
                        ? (float) (a * (1 - fy) * (1 - fx) + b * (1 - fy) * fx + d * fy * (1 - fx) + e * fy * fx)
                        : (a * (1 - fx) + b * fx) * (1 - fy) + (d * (1 - fx) + e * fx) * fy;
                if (rule.clipToRange()) {
                    v = Math.min(Math.max(v, least), most);
                }
                bitmap[y * w + x] = (byte) ((rule.inclusive() ? v >= rule.threshold() : v > rule.threshold()) ? 1 : 0);
            }
        }
        return Rle.fromBitmap(h, w, bitmap);
    }

    /** Near corner, far end (exclusive) and size along one axis. */
    private static double[] corners(PasteRule rule, int n, double side1, double side2) {
        double near = side1;
        double far = side2;
        if (rule.frame() > 0) {
            double centre = (side1 + side2) / 2;
            double half = (side2 - side1) / 2 * ((double) (n + 2 * rule.frame()) / n);
            near = centre - half;
            far = centre + half;
        }
        if (rule.corners() == PasteRule.Corners.TRUNCATE) {
            near = (int) near;
            far = (int) far;
        } else if (rule.corners() == PasteRule.Corners.ROUND_HALF_EVEN) {
            near = Math.rint(near);
            far = Math.rint(far);
        }
        double size = far - near + rule.sizeExtra();
        return new double[] {
            near, far + rule.sizeExtra(), rule.corners() == PasteRule.Corners.EXACT ? size : Math.max(1, size)
        };
    }

    private static double at(PasteRule rule, SoftMask mask, int row, int column) {
        int f = rule.frame();
        int r = row;
        int c = column;
        if (rule.edge() == PasteRule.Edge.CLAMP) {
            r = Math.max(0, Math.min(r, mask.height() + 2 * f - 1));
            c = Math.max(0, Math.min(c, mask.width() + 2 * f - 1));
        }
        r -= f;
        c -= f;
        return r < 0 || c < 0 || r >= mask.height() || c >= mask.width() ? 0 : mask.at(r, c);
    }

    private static SoftMask mask(Random random) {
        int h = 1 + random.nextInt(30);
        int w = 1 + random.nextInt(30);
        int kind = random.nextInt(4);
        float constant = random.nextInt(3) * 0.5f;
        float[] values = new float[h * w];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (kind) {
                case 0 -> random.nextFloat();
                // Exactly on the threshold, again and again.
                case 1 -> random.nextInt(5) / 4f;
                case 2 -> constant;
                default ->
                    (float) (1
                            / (1
                                    + Math.exp(8
                                            * (Math.hypot(i % w - w / 2.0, i / w - h / 2.0) / Math.max(h, w) - 0.35))));
            };
        }
        return new SoftMask(h, w, values);
    }

    private static Box box(Random random, int h, int w) {
        double[] x = {random.nextDouble() * w, random.nextDouble() * w};
        double[] y = {random.nextDouble() * h, random.nextDouble() * h};
        switch (random.nextInt(5)) {
            case 0 -> x[1] = x[0] + random.nextDouble() * 3;
            case 1 -> y[0] -= 5 * h * random.nextDouble();
            case 2 -> {
                x[0] = Math.rint(x[0]);
                x[1] = Math.rint(x[1]);
                y[0] = Math.rint(y[0]);
                y[1] = Math.rint(y[1]);
            }
            case 3 -> x[1] += 20 * w * random.nextDouble();
            default -> {}
        }
        // Now and then the corners are crossed.
        return random.nextInt(10) == 0
                ? new Box(x[0], y[0], x[1], y[1])
                : new Box(Math.min(x[0], x[1]), Math.min(y[0], y[1]), Math.max(x[0], x[1]), Math.max(y[0], y[1]));
    }
}
