package maskrcnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostMemoryTest {
    @Test
    void theLimitOnAddressSpaceIsReadWhereThereIsOne() {
        String others = "Max resident set          unlimited            unlimited            bytes";
        assertThat(HostMemory.addressSpace(
                        List.of(others, "Max address space         4096000000           unlimited            bytes")))
                .hasValue(4_096_000_000L);
        assertThat(HostMemory.addressSpace(
                        List.of(others, "Max address space         unlimited            unlimited            bytes")))
                .isEmpty();
        assertThat(HostMemory.addressSpace(List.of())).isEmpty();
    }

    @Test
    void sizesOfTheSystemAreInKilobytes() {
        assertThat(HostMemory.kilobytes(List.of("VmPeak:\t  9000 kB", "VmSize:\t  8000 kB"), "VmSize:"))
                .hasValue(8_192_000);
    }

    @Test
    void aLimitLeavesNoMoreThanIsLeftOfIt() {
        long whole = HostMemory.availableBytes(0);
        assertThat(whole).isPositive();
        assertThat(HostMemory.availableBytes(1)).isZero();
    }
}
