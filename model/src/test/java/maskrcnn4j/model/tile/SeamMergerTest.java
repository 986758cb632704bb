package maskrcnn4j.model.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import org.junit.jupiter.api.Test;

/** Two tiles, columns 0 to 100 and 60 to 160 of a picture of 160 x 100. */
class SeamMergerTest {
    private static final int LEFT = 0;
    private static final int RIGHT = 1;

    private final TileGrid grid = TileGrid.of(160, 100, 100, 0.4);
    private final List<Piece> pieces = new ArrayList<>();

    private void add(int tile, long category, double score, double x1, double y1, double x2, double y2) {
        Box box = new Box(x1, y1, x2, y2);
        pieces.add(new Piece(tile, category, score, box, Rle.ofBox(100, 160, box)));
    }

    private List<List<Integer>> merged() {
        return new SeamMerger(grid, false).merge(pieces);
    }

    @Test
    void theTilesAreAsTheseTestsSay() {
        assertThat(grid.tiles()).containsExactly(new Tile(0, 0, 100, 100), new Tile(60, 0, 100, 100));
    }

    @Test
    void anObjectThatBothTilesSeeWholeIsCountedOnceTheSurerOne() {
        add(LEFT, 1, 0.7, 65, 20, 90, 50);
        add(RIGHT, 1, 0.8, 66, 20, 91, 50);
        assertThat(merged()).containsExactly(List.of(1));
    }

    @Test
    void theWholeOneWinsOverASurerFragment() {
        add(LEFT, 1, 0.99, 70, 20, 100, 50);
        add(RIGHT, 1, 0.6, 70, 20, 120, 50);
        assertThat(merged()).containsExactly(List.of(1));
    }

    @Test
    void anObjectThatEveryTileCutsOffIsJoined() {
        add(LEFT, 1, 0.7, 20, 20, 100, 50);
        add(RIGHT, 1, 0.9, 60, 20, 140, 50);
        assertThat(merged()).containsExactly(List.of(1, 0));
    }

    @Test
    void neighboursOfOneClassThatOnlyTouchStayApart() {
        add(LEFT, 1, 0.9, 20, 20, 100, 50);
        add(RIGHT, 1, 0.8, 60, 50, 140, 80);
        assertThat(merged()).containsExactly(List.of(0), List.of(1));
    }

    @Test
    void objectsOfDifferentClassesStayApartUnlessAskedOtherwise() {
        add(LEFT, 1, 0.9, 65, 20, 90, 50);
        add(RIGHT, 2, 0.8, 65, 20, 90, 50);
        assertThat(merged()).containsExactly(List.of(0), List.of(1));
        assertThat(new SeamMerger(grid, true).merge(pieces)).containsExactly(List.of(0));
    }

    @Test
    void eachPieceHasOnePartnerSoThatASmallObjectBeforeALargeOneSurvives() {
        add(LEFT, 1, 0.9, 62, 10, 96, 90);
        add(LEFT, 1, 0.8, 65, 40, 80, 60);
        add(RIGHT, 1, 0.85, 62.4, 10, 96, 90);
        add(RIGHT, 1, 0.75, 65, 40, 80, 60);
        assertThat(merged()).containsExactly(List.of(0), List.of(1));
    }

    @Test
    void aFragmentIsDroppedWhereTheOtherTileSawWhatItBelongsToAsSomethingElse() {
        add(LEFT, 2, 0.9, 80, 20, 100, 50);
        add(RIGHT, 1, 0.8, 75, 10, 130, 60);
        assertThat(merged()).containsExactly(List.of(1));
    }

    @Test
    void aFragmentStaysWhereTheOtherTileFoundNothing() {
        add(LEFT, 2, 0.9, 80, 20, 100, 50);
        assertThat(merged()).containsExactly(List.of(0));
    }

    @Test
    void objectsOfOneTileAreLeftAsTheModelGaveThem() {
        add(LEFT, 1, 0.5, 10, 10, 40, 40);
        add(LEFT, 1, 0.9, 12, 12, 42, 42);
        assertThat(merged()).containsExactly(List.of(1), List.of(0));
    }
}
