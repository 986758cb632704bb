package maskrcnn4j.image;

import java.awt.geom.Path2D;
import maskrcnn4j.mask.Contours;
import maskrcnn4j.mask.Rle;

/** The outline of a mask as a smooth curve: the stairs of its pixels are averaged out. */
final class OutlinePath {
    private OutlinePath() {}

    static Path2D of(Rle mask) {
        Path2D path = new Path2D.Float(Path2D.WIND_EVEN_ODD);
        for (Contours.Part part : Contours.of(mask).parts()) {
            append(path, part.outer());
            part.holes().forEach(hole -> append(path, hole));
        }
        return path;
    }

    private static void append(Path2D path, double[] corners) {
        float[] points = edgeMiddles(corners);
        int n = points.length / 2;
        // Small outlines would shrink under a wide average.
        for (int pass = n < 12 ? 0 : n < 40 ? 1 : 3; pass > 0; pass--) {
            points = averaged(points);
        }
        int step = n < 200 ? 1 : 2;
        path.moveTo(points[0], points[1]);
        for (int i = step; i < n; i += step) {
            path.lineTo(points[2 * i], points[2 * i + 1]);
        }
        path.closePath();
    }

    /** The middle of every pixel edge along the ring. */
    private static float[] edgeMiddles(double[] corners) {
        int n = corners.length / 2;
        int length = 0;
        for (int i = 0; i < n; i++) {
            int j = (i + 1) % n;
            length += (int)
                    (Math.abs(corners[2 * j] - corners[2 * i]) + Math.abs(corners[2 * j + 1] - corners[2 * i + 1]));
        }
        float[] middles = new float[2 * length];
        int p = 0;
        for (int i = 0; i < n; i++) {
            int j = (i + 1) % n;
            double dx = corners[2 * j] - corners[2 * i];
            double dy = corners[2 * j + 1] - corners[2 * i + 1];
            int steps = (int) (Math.abs(dx) + Math.abs(dy));
            for (int k = 0; k < steps; k++) {
                double along = (k + 0.5) / steps;
                middles[p++] = (float) (corners[2 * i] + dx * along);
                middles[p++] = (float) (corners[2 * i + 1] + dy * along);
            }
        }
        return middles;
    }

    private static float[] averaged(float[] points) {
        int n = points.length / 2;
        float[] smooth = new float[points.length];
        for (int i = 0; i < n; i++) {
            int before2 = 2 * ((i + n - 2) % n);
            int before = 2 * ((i + n - 1) % n);
            int after = 2 * ((i + 1) % n);
            int after2 = 2 * ((i + 2) % n);
            for (int c = 0; c < 2; c++) {
                smooth[2 * i + c] = (points[before2 + c]
                                + 4 * points[before + c]
                                + 6 * points[2 * i + c]
                                + 4 * points[after + c]
                                + points[after2 + c])
                        / 16;
            }
        }
        return smooth;
    }
}
