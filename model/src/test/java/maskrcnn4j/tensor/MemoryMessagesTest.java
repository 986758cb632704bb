package maskrcnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryMessagesTest {
    private static final long GIGABYTE = 1L << 30;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory: you tried to allocate 22020096 bytes.",
                "CUDA out of memory. Tried to allocate 2.00 GiB.",
                "std::bad_alloc",
                "cuDNN error: CUDNN_STATUS_ALLOC_FAILED"
            })
    void whatSaysMemoryMeansMemory(String message) {
        assertThat(OutOfMemory.isMeant(message, () -> 64 * GIGABYTE)).isTrue();
    }

    @Test
    void aKernelThatCannotBeMadeMeansMemoryWhereNearlyNoneIsLeft() {
        assertThat(OutOfMemory.isMeant("could not create a primitive", () -> GIGABYTE / 10))
                .isTrue();
        assertThat(OutOfMemory.isMeant("could not create a primitive", () -> 4 * GIGABYTE))
                .isFalse();
        assertThat(OutOfMemory.isMeant("The size of tensor a (3) must match", () -> 0))
                .isFalse();
    }
}
