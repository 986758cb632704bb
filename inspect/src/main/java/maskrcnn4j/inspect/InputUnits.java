package maskrcnn4j.inspect;

import maskrcnn4j.model.stage.Candidates;

/**
 * From the units of the network's boxes to pixels of its input.
 *
 * @param normalized whether boxes are in units of the input, as Matterport keeps them
 * @param height of the input
 * @param width of the input
 */
record InputUnits(boolean normalized, int height, int width) {
    float[] pixels(float[] corners) {
        if (!normalized) {
            return corners;
        }
        float[] pixels = new float[corners.length];
        for (int i = 0; i < corners.length; i++) {
            pixels[i] = corners[i] * ((i % 2 == 0 ? width : height) - 1) + (i % 4 < 2 ? 0 : 1);
        }
        return pixels;
    }

    Candidates pixels(Candidates units) {
        return new Candidates(
                units.sources(),
                units.labels(),
                units.scores(),
                pixels(units.decoded()),
                pixels(units.corners()),
                units.fates(),
                units.rivals());
    }
}
