package maskrcnn4j.cli.doctor;

import java.util.List;
import java.util.Optional;
import maskrcnn4j.tensor.NativesInfo;

/**
 * All that was found.
 *
 * @param version of this program
 * @param machine the computer
 * @param memoryAvailable bytes that are free for this process
 * @param natives which run, if they could be loaded
 * @param nativesProblem why not, if not
 * @param gpus as the driver's tool lists them
 * @param gpusUsable how many of them the natives can use
 * @param caches folders of things that are kept
 * @param probe what was measured; empty without natives
 * @param suits what suits this machine, if it was measured
 */
public record Findings(
        String version,
        Machine machine,
        long memoryAvailable,
        Optional<NativesInfo> natives,
        Optional<String> nativesProblem,
        List<Gpu> gpus,
        int gpusUsable,
        List<CacheFolder> caches,
        List<Probe.Measurement> probe,
        Optional<Suits> suits) {
    /**
     * What suits this machine.
     *
     * @param precision number format of inference
     * @param batch pictures at once in inference
     * @param trainingBatch pictures at once in training, by the memory that is free: an estimate for ResNet-50 with a pyramid at
     *     800 x 1216 pixels; 0 where one does not fit
     */
    public record Suits(String precision, int batch, int trainingBatch) {}
}
