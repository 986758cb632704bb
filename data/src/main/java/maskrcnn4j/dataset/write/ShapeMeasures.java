package maskrcnn4j.dataset.write;

import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;

/**
 * Numbers that describe the shape of a mask.
 *
 * @param area pixels
 * @param centroidX mean of the pixels' centres, in pixels from the left edge of the picture
 * @param centroidY the same from its upper edge
 * @param perimeter length of the border in pixels, from the ways in which its pixels join (K. Benkrid and D. Crookes,
 *     "Design and FPGA implementation of a perimeter estimator", 2000): a border pixel counts 1 on a straight piece, the
 *     square root of 2 on a diagonal one, and the mean of both between them
 * @param circularity 4 pi area / perimeter squared: 1 for a disc, less for anything else; above 1 for masks of few pixels
 */
public record ShapeMeasures(int area, double centroidX, double centroidY, double perimeter, double circularity) {

    /** Measures a mask; all is 0 for an empty one. */
    public static ShapeMeasures of(Rle mask) {
        if (mask.isEmpty()) {
            return new ShapeMeasures(0, 0, 0, 0, 0);
        }
        double[] sums = {0, 0};
        mask.forEachRun((x, y1, y2) -> {
            double length = y2 - y1;
            sums[0] += length * (x + 0.5);
            sums[1] += length * (y1 + y2) / 2.0;
        });
        int area = mask.area();
        double perimeter = perimeter(mask);
        double circularity = perimeter > 0 ? 4 * Math.PI * area / (perimeter * perimeter) : 0;
        return new ShapeMeasures(area, sums[0] / area, sums[1] / area, perimeter, circularity);
    }

    private static double perimeter(Rle mask) {
        Box box = mask.boundingBox();
        int width = (int) box.width() + 2;
        int height = (int) box.height() + 2;
        int left = (int) box.x1() - 1;
        int top = (int) box.y1() - 1;
        boolean[] inside = new boolean[width * height];
        mask.forEachRun((x, y1, y2) -> {
            for (int y = y1; y < y2; y++) {
                inside[(y - top) * width + x - left] = true;
            }
        });
        boolean[] border = new boolean[inside.length];
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int at = y * width + x;
                boolean inner = inside[at - 1] && inside[at + 1] && inside[at - width] && inside[at + width];
                border[at] = inside[at] && !inner;
            }
        }
        double sum = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int at = y * width + x;
                if (border[at]) {
                    int beside = count(border, at - 1, at + 1, at - width, at + width);
                    int across = count(border, at - width - 1, at - width + 1, at + width - 1, at + width + 1);
                    sum += weight(beside, across);
                }
            }
        }
        return sum;
    }

    private static int count(boolean[] border, int a, int b, int c, int d) {
        return (border[a] ? 1 : 0) + (border[b] ? 1 : 0) + (border[c] ? 1 : 0) + (border[d] ? 1 : 0);
    }

    private static double weight(int beside, int across) {
        return switch (10 * across + 2 * beside + 1) {
            case 5, 7, 15, 17, 25, 27 -> 1;
            case 21, 33 -> Math.sqrt(2);
            case 13, 23 -> (1 + Math.sqrt(2)) / 2;
            default -> 0;
        };
    }
}
