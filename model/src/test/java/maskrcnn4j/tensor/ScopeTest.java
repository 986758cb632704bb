package maskrcnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScopeTest {
    private static final long MB = 1 << 20;

    @Test
    void aKeptTensorOutlivesItsScope() {
        try (Scope outer = Scope.open()) {
            Tensor kept;
            try (Scope inner = Scope.open()) {
                kept = inner.keep(Tensors.of(new float[] {1, 2, 3}, 3).multiply(2));
            }
            assertThat(kept.toFloats()).containsExactly(2, 4, 6);
        }
    }

    @Test
    void aTensorKeptByTheOutermostScopeLivesUntilItIsClosed() {
        Tensor kept;
        try (Scope scope = Scope.open()) {
            kept = scope.keep(Tensors.of(new float[] {5}, 1).add(1));
        }
        assertThat(kept.toFloats()).containsExactly(6);
        kept.close();
    }

    @Test
    void aTensorOutsideOfAnyScopeIsAnError() {
        assertThatThrownBy(() -> Tensors.zeros(ElementType.FLOAT32, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside of a scope");
    }

    @Test
    void scopesCloseFromTheInside() {
        try (Scope outer = Scope.open()) {
            Scope inner = Scope.open();
            assertThatThrownBy(outer::close).hasMessageContaining("inner scopes first");
            inner.close();
        }
    }

    @Test
    void tenThousandSmallOperationsLeaveMemoryFlat() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensors.full(ElementType.FLOAT32, 1, 1000);
            smallOperations(x, 2_000); // the allocators' own pools fill up first
            long before = Engine.residentBytes();
            smallOperations(x, 10_000);
            assertThat(Engine.residentBytes() - before).isLessThan(20 * MB);
        }
    }

    private static void smallOperations(Tensor x, int operations) {
        for (int i = 0; i < operations; i++) {
            try (Scope step = Scope.open()) {
                x.add(i).relu();
            }
        }
    }

    @Test
    void twoHundredTensorsOf64MegabytesLeaveMemoryFlat() {
        largeTensors(3);
        long before = Engine.residentBytes();
        largeTensors(200);
        assertThat(Engine.residentBytes() - before).isLessThan(100 * MB);
    }

    private static void largeTensors(int tensors) {
        for (int i = 0; i < tensors; i++) {
            try (Scope step = Scope.open()) {
                Tensors.full(ElementType.FLOAT32, i, 16 * MB);
            }
        }
    }
}
