package maskrcnn4j.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetSubsetTest {
    /** Three pictures; a cat on each, a dog on the last, and one object of a picture that is not listed. */
    private static Dataset whole() {
        DatasetBuilder builder = new DatasetBuilder("whole", Path.of("pictures"));
        builder.addCategory(new Category(5, "cat"));
        builder.addCategory(new Category(9, "dog"));
        for (int i = 0; i < 3; i++) {
            builder.addSample(100 + i, "p" + i + ".png", i == 1 ? 0 : 40, i == 1 ? 0 : 30);
            builder.instances()
                    .box(i, 0, 4, 4)
                    .mask(new InstanceMask.Runs(30, 40, new int[] {i + 1, 1199 - i}))
                    .add(10 + i, i, 0);
        }
        builder.instances().box(1, 1, 2, 2).crowd(true).add(20, 2, 1);
        builder.instances().box(1, 1, 2, 2).add(21, -1, 1);
        builder.federated(new FederatedLabels(
                List.of(new int[] {1}, new int[] {0, 1}, new int[] {}),
                List.of(new int[] {}, new int[] {1}, new int[] {0}),
                List.of("r", "f")));
        return builder.build();
    }

    @Test
    void idsMasksAndOrderStayWhatTheyAre() {
        Dataset part = DatasetSubset.of(whole(), new int[] {2, 0}, new int[] {0, 1});
        assertThat(part.size()).isEqualTo(2);
        assertThat(part.sampleId(0)).isEqualTo(102);
        assertThat(part.sample(0).imagePath()).isEqualTo(Path.of("pictures/p2.png"));
        assertThat(part.sample(0).instances()).extracting(Instance::id).containsExactly(12L, 20L);
        assertThat(part.sample(0).instance(1).crowd()).isTrue();
        assertThat(part.sample(1).instances()).extracting(Instance::id).containsExactly(10L);
        assertThat(((InstanceMask.Runs) part.sample(1).instance(0).mask()).counts())
                .containsExactly(1, 1199);
        assertThat(part.instances().count()).isEqualTo(3);
        assertThat(part.sampleIndex(100)).isEqualTo(1);
        assertThat(part.sampleIndex(101)).isEqualTo(-1);
    }

    @Test
    void objectsOfOtherCategoriesAreLeftOut() {
        Dataset part = DatasetSubset.of(whole(), new int[] {1, 2}, new int[] {1});
        assertThat(part.categories()).containsExactly(new Category(9, "dog"));
        assertThat(part.instances().count()).isEqualTo(1);
        assertThat(part.sample(1).instance(0).category().name()).isEqualTo("dog");
        FederatedLabels labels = part.federated().orElseThrow();
        assertThat(labels.negative().get(0)).containsExactly(0);
        assertThat(labels.notExhaustive().get(0)).containsExactly(0);
        assertThat(labels.notExhaustive().get(1)).isEmpty();
        assertThat(labels.frequency()).containsExactly("f");
    }

    @Test
    void sizesThatAreNotStatedCanBeGiven() {
        Dataset part = DatasetSubset.of(whole(), new int[] {0, 1}, new int[] {0}, new int[] {7, 7, 64, 48});
        assertThat(part.sampleWidth(0)).isEqualTo(40);
        assertThat(part.sampleWidth(1)).isEqualTo(64);
        assertThat(part.sampleHeight(1)).isEqualTo(48);
    }
}
