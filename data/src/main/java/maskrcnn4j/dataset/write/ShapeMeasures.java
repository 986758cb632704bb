package maskrcnn4j.dataset.write;

import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;

/**
 * Numbers that describe the shape of a mask.
 *
 * @param area pixels
 * @param centroidX mean of the pixels' centres, in pixels from the left edge of the picture
 * @param centroidY the same from its upper edge
 * @param perimeter length of the border in pixels by the formula of Cauchy and Crofton over four directions: pi / 8 times
 *     the crossings of the border along rows, columns and, divided by the root of 2, both diagonals; within 1 % for round
 *     masks and 5 % for any that are not of a few pixels only
 * @param circularity 4 pi area / perimeter squared: 1 for a disc, less for anything else
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
        int straight = 0;
        int diagonal = 0;
        for (int y = 0; y < height - 1; y++) {
            for (int x = 0; x < width - 1; x++) {
                int at = y * width + x;
                straight += inside[at] != inside[at + 1] ? 1 : 0;
                straight += inside[at] != inside[at + width] ? 1 : 0;
                diagonal += inside[at] != inside[at + width + 1] ? 1 : 0;
                diagonal += inside[at + 1] != inside[at + width] ? 1 : 0;
            }
        }
        return Math.PI / 8 * (straight + diagonal / Math.sqrt(2));
    }
}
