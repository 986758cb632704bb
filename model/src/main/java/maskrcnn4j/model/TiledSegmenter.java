package maskrcnn4j.model;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.image.Image;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.mask.SoftMask;
import maskrcnn4j.model.tile.Piece;
import maskrcnn4j.model.tile.SeamMerger;
import maskrcnn4j.model.tile.Tile;
import maskrcnn4j.model.tile.TileGrid;

/**
 * Finds the objects of large pictures at their full scale: tile by tile, each pixel of the picture one pixel of the
 * network's input, and joined across the seams. Small objects are then found that a picture shrunk to the model's usual
 * size has lost.
 *
 * <pre>{@code
 * Segmentation found = new TiledSegmenter(model, 1024, 0.25).segment(Images.read(aerial));
 * }</pre>
 *
 * <p>Beside the picture itself, memory is needed for one tile, and for the run lengths of what was found. Objects that are
 * larger than a tile are put together of their parts, which the network may not recognise.
 */
public final class TiledSegmenter {
    /** Smaller tiles show too little to recognise anything. */
    public static final int SMALLEST_TILE = 64;

    /** Larger ones need more memory than machines have. */
    public static final int LARGEST_TILE = 8192;

    private static final double LEAST_OVERLAP = 0.05;
    private static final double MOST_OVERLAP = 0.9;

    /** The side of the soft mask that an object of several pieces gets, as mask heads give it. */
    private static final int JOINED_SIDE = 28;

    private final MaskRcnn model;
    private final int tile;
    private final double overlap;

    /** Is told which tile is done. */
    @FunctionalInterface
    public interface TileListener {
        /** So many of so many tiles are done. */
        void done(int tiles, int of);
    }

    /**
     * A segmenter.
     *
     * @param tile the side of a tile in pixels; a picture that is smaller is one tile
     * @param overlap by how much neighbours overlap at least, in parts of the side; objects up to this size are seen
     *     whole by some tile
     * @throws IllegalArgumentException if a number is out of its range
     */
    public TiledSegmenter(MaskRcnn model, int tile, double overlap) {
        if (tile < SMALLEST_TILE || tile > LARGEST_TILE) {
            throw new IllegalArgumentException(
                    "tile is " + tile + ": it must be from " + SMALLEST_TILE + " to " + LARGEST_TILE + " pixels");
        }
        if (!(overlap >= LEAST_OVERLAP && overlap <= MOST_OVERLAP)) {
            throw new IllegalArgumentException("overlap is " + overlap + ": it must be from " + LEAST_OVERLAP + " to "
                    + MOST_OVERLAP + ", in parts of a tile's side");
        }
        this.model = model;
        this.tile = tile;
        this.overlap = overlap;
    }

    /** How many tiles a picture has. */
    public int tiles(int width, int height) {
        return TileGrid.of(width, height, tile, overlap).tiles().size();
    }

    /** Finds the objects of a picture, by the model's own score threshold. */
    public Segmentation segment(Image picture) {
        return segment(picture, SegmentOptions.DEFAULT, (tiles, of) -> {});
    }

    /**
     * Finds the objects of a picture.
     *
     * @param options their scale does not count: it is 1
     * @return the objects, the surest first, with masks in the size of the picture
     */
    public Segmentation segment(Image picture, SegmentOptions options, TileListener listener) {
        TileGrid grid = TileGrid.of(picture.width(), picture.height(), tile, overlap);
        SegmentOptions fullScale = options.withScale(1);
        List<Detection> detections = new ArrayList<>();
        List<Piece> pieces = new ArrayList<>();
        for (int place = 0; place < grid.tiles().size(); place++) {
            Tile at = grid.tiles().get(place);
            Image part = picture.crop(at.x(), at.y(), at.width(), at.height());
            for (Detection found : model.segment(part, fullScale)) {
                detections.add(found);
                pieces.add(piece(found, place, at, picture));
            }
            listener.done(place + 1, grid.tiles().size());
        }
        List<Detection> objects = new ArrayList<>();
        for (List<Integer> members : new SeamMerger(grid, options.agnosticNms()).merge(pieces)) {
            objects.add(object(members, pieces, detections));
        }
        return new Segmentation(picture.width(), picture.height(), objects);
    }

    private static Piece piece(Detection found, int place, Tile at, Image picture) {
        Box box = found.box();
        return new Piece(
                place,
                found.categoryId(),
                found.score(),
                new Box(box.x1() + at.x(), box.y1() + at.y(), box.x2() + at.x(), box.y2() + at.y()),
                found.mask().crop(-at.x(), -at.y(), picture.width(), picture.height()));
    }

    private static Detection object(List<Integer> members, List<Piece> pieces, List<Detection> detections) {
        Detection surest = detections.get(members.get(0));
        Piece first = pieces.get(members.get(0));
        Rle mask = first.mask();
        Box box = first.box();
        for (int member : members.subList(1, members.size())) {
            Piece other = pieces.get(member);
            mask = mask.union(other.mask());
            box = new Box(
                    Math.min(box.x1(), other.box().x1()),
                    Math.min(box.y1(), other.box().y1()),
                    Math.max(box.x2(), other.box().x2()),
                    Math.max(box.y2(), other.box().y2()));
        }
        Rle whole = mask;
        SoftMask soft =
                members.size() == 1 ? surest.softMask() : SoftMask.coverage(whole, box, JOINED_SIDE, JOINED_SIDE);
        return new Detection(surest.category(), surest.score(), box, soft, () -> whole);
    }
}
