package maskrcnn4j.model.tile;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.mask.Box;

/**
 * Tiles of one size that cover a picture, evenly spread, each overlapping its neighbours by at least the given share of
 * its side. A picture that is smaller than a tile in one direction has tiles that are as small there.
 */
public final class TileGrid {
    /** An object that comes so near to a tile's edge, in parts of its side, may go on beyond it. */
    private static final int EDGE_PARTS = 64;

    private static final int LEAST_EDGE = 2;

    private final int width;
    private final int height;
    private final double edge;
    private final List<Tile> tiles;

    private TileGrid(int width, int height, double edge, List<Tile> tiles) {
        this.width = width;
        this.height = height;
        this.edge = edge;
        this.tiles = List.copyOf(tiles);
    }

    /**
     * Spreads tiles over a picture.
     *
     * @param width of the picture, in pixels
     * @param height of the picture, in pixels
     * @param size the side of a tile, in pixels
     * @param overlap the least overlap of neighbours in parts of the side, from 0 to below 1
     */
    public static TileGrid of(int width, int height, int size, double overlap) {
        List<Tile> tiles = new ArrayList<>();
        for (int y : starts(height, size, overlap)) {
            for (int x : starts(width, size, overlap)) {
                tiles.add(new Tile(x, y, Math.min(size, width), Math.min(size, height)));
            }
        }
        return new TileGrid(width, height, Math.max(LEAST_EDGE, (double) size / EDGE_PARTS), tiles);
    }

    private static int[] starts(int length, int size, double overlap) {
        if (length <= size) {
            return new int[] {0};
        }
        double stride = Math.max(1, Math.floor(size * (1 - overlap)));
        int count = (int) Math.ceil((length - size) / stride) + 1;
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = (int) ((long) i * (length - size) / (count - 1));
        }
        return starts;
    }

    /** The tiles, row by row. */
    public List<Tile> tiles() {
        return tiles;
    }

    /** Whether an object on a tile reaches one of the tile's edges inside the picture, where it may be cut off. */
    boolean cuts(Tile tile, Box box) {
        return !holds(tile, box);
    }

    /** Whether a tile shows the whole of a box: with a rim around it, except where the picture itself ends. */
    boolean holds(Tile tile, Box box) {
        return (tile.x() == 0 || box.x1() >= tile.x() + edge)
                && (tile.y() == 0 || box.y1() >= tile.y() + edge)
                && (tile.x() + tile.width() == width || box.x2() <= tile.x() + tile.width() - edge)
                && (tile.y() + tile.height() == height || box.y2() <= tile.y() + tile.height() - edge);
    }
}
