package maskrcnn4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.cli.doctor.Probe.Measurement;
import maskrcnn4j.tensor.NativesInfo;
import maskrcnn4j.tensor.Precision;
import org.junit.jupiter.api.Test;

class AdviceTest {
    private static final List<Measurement> FAST_BF16 = List.of(
            new Measurement(Precision.FLOAT32, 1, 100),
            new Measurement(Precision.FLOAT32, 2, 101),
            new Measurement(Precision.BF16, 1, 300),
            new Measurement(Precision.BF16, 2, 400),
            new Measurement(Precision.BF16, 4, 405));

    private static final Gpu BUSY =
            new Gpu(0, "H100", "550", 80000, 100, List.of(new Gpu.Holder(4711, "python3", 79000)));

    @Test
    void fasterPrecisionAndTheSmallestBatchThatIsNearlyAsFastSuit() {
        assertThat(Probe.suitablePrecision(FAST_BF16)).isEqualTo(Precision.BF16);
        assertThat(Probe.suitableBatch(FAST_BF16, Precision.BF16)).isEqualTo(2);
        assertThat(Probe.suitableBatch(FAST_BF16, Precision.FLOAT32)).isEqualTo(1);
    }

    @Test
    void adviceNamesWhoHoldsAGpuAndDoesNotTellToKill() {
        List<String> advice = Advice.of(found(16L << 30, List.of(BUSY), 4), Map.of());

        assertThat(advice).anyMatch(line -> line.contains("Process 4711 (python3) holds 79000 MiB of GPU 0"));
        assertThat(advice).anyMatch(line -> line.contains("natives are for the CPU"));
        assertThat(advice).noneMatch(line -> line.contains("kill"));
    }

    @Test
    void littleMemoryAndHeldBackThreadsAreMentioned() {
        List<String> advice = Advice.of(found(2L << 30, List.of(), 1), Map.of("OMP_NUM_THREADS", "1"));

        assertThat(advice).anyMatch(line -> line.startsWith("Only 2.1 GB of memory are free"));
        assertThat(advice).anyMatch(line -> line.startsWith("OMP_NUM_THREADS=1 holds operations to 1 of 4 cores"));
        assertThat(advice).anyMatch(line -> line.contains("too little free memory to train"));
    }

    @Test
    void trainingBatchGrowsWithMemory() {
        assertThat(Advice.trainingBatch(2L << 30)).isZero();
        assertThat(Advice.trainingBatch(4L << 30)).isEqualTo(1);
        assertThat(Advice.trainingBatch(16L << 30)).isEqualTo(5);
    }

    @Test
    void instructionsAreReadFromBothFormsOfTheList() {
        assertThat(Machine.features("flags\t\t: fpu avx2 avx512f amx_bf16 avx512_bf16\n"))
                .containsExactly("amx_bf16", "avx512_bf16", "avx512f", "avx2");
        assertThat(Machine.features("Features\t: fp asimd bf16\n")).containsExactly("bf16", "asimd");
        assertThat(Machine.features("")).isEmpty();
    }

    private static Findings found(long available, List<Gpu> gpus, int threads) {
        Machine machine = new Machine(
                "Linux", "17", Path.of("jdk"), "a processor", 4, List.of("avx512_bf16"), 32L << 30, 8L << 30);
        NativesInfo natives =
                new NativesInfo("2", "linux-x86_64", "AVX512", Optional.of("3"), threads, Path.of("cache"));
        return new Findings(
                "1",
                machine,
                available,
                Optional.of(natives),
                Optional.empty(),
                gpus,
                0,
                List.of(),
                FAST_BF16,
                Optional.of(new Findings.Suits("bf16", 2, Advice.trainingBatch(available))));
    }
}
