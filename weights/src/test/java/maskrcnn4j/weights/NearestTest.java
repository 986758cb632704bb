package maskrcnn4j.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    private static final List<String> VERBS = List.of("segment", "score", "data", "weights");

    @Test
    void findsTheWordWithTheFewestEdits() {
        assertThat(Nearest.of("segmnet", VERBS)).contains("segment");
        assertThat(Nearest.of("SCORES", VERBS)).contains("score");
        assertThat(Nearest.of("wieghts", VERBS)).contains("weights");
    }

    @Test
    void staysSilentWhenNothingIsNear() {
        assertThat(Nearest.of("photo.jpg", VERBS)).isEmpty();
        assertThat(Nearest.of("segment", List.of())).isEmpty();
    }

    @Test
    void countsASwapOfNeighboursAsOneEdit() {
        assertThat(Nearest.edits("data", "adta")).isEqualTo(1);
        assertThat(Nearest.edits("", "data")).isEqualTo(4);
        assertThat(Nearest.edits("kitten", "sitting")).isEqualTo(3);
    }
}
