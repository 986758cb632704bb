package maskrcnn4j.model.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import maskrcnn4j.mask.Box;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileGridTest {
    @ParameterizedTest
    @CsvSource({"1000, 700, 256, 0.25", "257, 256, 256, 0.05", "12000, 640, 640, 0.25", "511, 1023, 64, 0.9"})
    void tilesCoverThePictureAndOverlapByAtLeastWhatIsAskedFor(int width, int height, int size, double overlap) {
        List<Tile> tiles = TileGrid.of(width, height, size, overlap).tiles();
        assertCovered(tiles.stream().mapToInt(Tile::x).distinct().toArray(), width, size, overlap);
        assertCovered(tiles.stream().mapToInt(Tile::y).distinct().toArray(), height, size, overlap);
        assertThat(tiles).allMatch(tile -> tile.width() == Math.min(size, width));
        assertThat(tiles).allMatch(tile -> tile.height() == Math.min(size, height));
    }

    private static void assertCovered(int[] starts, int length, int size, double overlap) {
        assertThat(starts[0]).isZero();
        for (int i = 1; i < starts.length; i++) {
            assertThat(starts[i] - starts[i - 1]).isBetween(1, (int) Math.floor(size * (1 - overlap)));
        }
        assertThat(starts[starts.length - 1]).isEqualTo(Math.max(0, length - size));
    }

    @Test
    void aSmallPictureIsOneTileOfItsOwnSize() {
        assertThat(TileGrid.of(300, 200, 512, 0.25).tiles()).containsExactly(new Tile(0, 0, 300, 200));
    }

    @Test
    void onlyEdgesInsideThePictureCutObjectsOff() {
        TileGrid grid = TileGrid.of(200, 100, 128, 0.25);
        Tile left = grid.tiles().get(0);
        assertThat(grid.cuts(left, new Box(0, 0, 50, 100))).isFalse();
        assertThat(grid.cuts(left, new Box(90, 10, 127, 60))).isTrue();
        assertThat(grid.holds(left, new Box(90, 10, 125, 60))).isTrue();
        assertThat(grid.holds(grid.tiles().get(1), new Box(60, 10, 90, 60))).isFalse();
    }
}
