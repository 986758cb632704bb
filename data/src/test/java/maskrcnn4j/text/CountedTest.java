package maskrcnn4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
    @Test
    void oneThingIsNoPlural() {
        assertThat(Counted.of(1, "step")).isEqualTo("1 step");
        assertThat(Counted.of(0, "step")).isEqualTo("0 steps");
        assertThat(Counted.of(12_000, "box", "boxes")).isEqualTo("12,000 boxes");
        assertThat(Counted.of(1, "object is", "objects are")).isEqualTo("1 object is");
    }
}
