package maskrcnn4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class EngineTest {
    @Test
    void processIsHeldToAShareOfTheMachineHoweverSmallTheHeap() {
        Engine.start();

        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        assertThat(Pointer.maxPhysicalBytes()).isBetween(system.getTotalMemorySize() / 2, system.getTotalMemorySize());
    }
}
