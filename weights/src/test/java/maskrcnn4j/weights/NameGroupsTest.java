package maskrcnn4j.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameGroupsTest {

    @Test
    void fewNamesStayAsTheyAre() {
        assertThat(NameGroups.of(List.of("a.b", "a.c"), 2)).containsExactly("a.b", "a.c");
    }

    @Test
    void theWidestGroupIsSplitFirst() {
        List<String> names = List.of("box.cls.w", "box.cls.b", "box.reg.w", "mask.w", "mask.b", "rpn.w");
        assertThat(NameGroups.of(names, 4)).containsExactly("box.cls.* (2)", "box.reg.w", "mask.* (2)", "rpn.w");
        assertThat(NameGroups.of(names, 3)).containsExactly("box.* (3)", "mask.* (2)", "rpn.w");
    }

    @Test
    void aSharedBeginningIsShownOnce() {
        assertThat(NameGroups.of(List.of("net.body.a.w", "net.body.a.b", "net.body.c"), 2))
                .containsExactly("net.body.a.* (2)", "net.body.c");
    }

    @Test
    void namesWithNothingInCommonAreCutShort() {
        List<String> names = IntStream.range(0, 1000).mapToObj(i -> "n" + i).toList();
        assertThat(NameGroups.of(names, 3)).containsExactly("n0", "n1", "998 more");
    }

    @Test
    void namesOfSeparatorsAloneEnd() {
        assertThat(NameGroups.of(List.of(".", "..", "...", "._."), 2)).hasSizeLessThanOrEqualTo(2);
        assertThat(NameGroups.of(List.of("same", "same", "same"), 2)).containsExactly("same* (3)");
    }
}
