package maskrcnn4j.model.rpn;

import maskrcnn4j.spec.AnchorSpec;

/** Anchors given one by one, the same on every cell. */
public final class ExplicitAnchors implements AnchorGenerator {
    private final int stride;
    private final double[][] boxes;

    public ExplicitAnchors(AnchorSpec.Explicit spec) {
        this.stride = spec.stride();
        this.boxes = spec.boxes().stream()
                .map(box -> box.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
    }

    @Override
    public int perCell() {
        return boxes.length;
    }

    @Override
    public double[] anchors(int level, int height, int width) {
        double[] anchors = new double[4 * boxes.length * height * width];
        int at = 0;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double dx = (double) stride * column;
                double dy = (double) stride * row;
                for (double[] box : boxes) {
                    anchors[at++] = box[0] + dx;
                    anchors[at++] = box[1] + dy;
                    anchors[at++] = box[2] + dx;
                    anchors[at++] = box[3] + dy;
                }
            }
        }
        return anchors;
    }
}
