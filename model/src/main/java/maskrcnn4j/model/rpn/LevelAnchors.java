package maskrcnn4j.model.rpn;

/**
 * The anchors of one level: the same boxes on every cell of a grid, reckoned when they are asked for. Order: row, column,
 * anchor of the cell.
 */
public final class LevelAnchors {
    private final float[] cell;
    private final int height;
    private final int width;
    private final float stepY;
    private final float stepX;
    private final float firstY;
    private final float firstX;

    /**
     * @param cell x1, y1, x2, y2 of the boxes around the origin, in pixels of the network input
     * @param height rows of the grid
     * @param width columns of the grid
     * @param stepY from one row to the next, in pixels of the network input
     * @param stepX from one column to the next, in pixels of the network input
     * @param centre where the origin of cell (0, 0) lies, as a part of the steps
     */
    LevelAnchors(float[] cell, int height, int width, int stepY, int stepX, double centre) {
        this.cell = cell;
        this.height = height;
        this.width = width;
        this.stepY = stepY;
        this.stepX = stepX;
        this.firstY = (float) (centre * stepY);
        this.firstX = (float) (centre * stepX);
    }

    /** How many. */
    public int size() {
        return height * width * perCell();
    }

    /** How many on each cell. */
    public int perCell() {
        return cell.length / 4;
    }

    /** From one row to the next, in pixels of the network input. */
    public int stepY() {
        return (int) stepY;
    }

    /** From one column to the next, in pixels of the network input. */
    public int stepX() {
        return (int) stepX;
    }

    /**
     * One anchor.
     *
     * @param anchor its number
     * @param into takes x1, y1, x2, y2 from {@code at} on, in pixels of the network input
     */
    public void box(int anchor, float[] into, int at) {
        int of = anchor / perCell();
        float dx = firstX + stepX * (of % width);
        float dy = firstY + stepY * (of / width);
        int c = 4 * (anchor % perCell());
        into[at] = cell[c] + dx;
        into[at + 1] = cell[c + 1] + dy;
        into[at + 2] = cell[c + 2] + dx;
        into[at + 3] = cell[c + 3] + dy;
    }

    /** All of them: x1, y1, x2, y2 of each. */
    public float[] corners() {
        float[] corners = new float[4 * size()];
        for (int i = 0; i < size(); i++) {
            box(i, corners, 4 * i);
        }
        return corners;
    }
}
