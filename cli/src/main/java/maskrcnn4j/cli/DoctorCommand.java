package maskrcnn4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import maskrcnn4j.cli.doctor.Advice;
import maskrcnn4j.cli.doctor.CacheFolder;
import maskrcnn4j.cli.doctor.Findings;
import maskrcnn4j.cli.doctor.Gpu;
import maskrcnn4j.cli.doctor.Machine;
import maskrcnn4j.cli.doctor.Probe;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.NativesInfo;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.TensorException;
import maskrcnn4j.text.Counted;
import maskrcnn4j.weights.catalog.WeightCache;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mrcnn doctor}. */
@Command(
        name = "doctor",
        description = {
            "What this machine offers, measured for ten seconds, with advice: Java, memory, processor, natives, GPUs,"
                    + " caches, and which precision and batch suit.",
            "The exit code is 1 when the natives do not load."
        })
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private final ReportOptions options;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long to measure (default: ${DEFAULT-VALUE}); 0 measures each case once.")
    private double seconds = 10;

    DoctorCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    @Override
    public Integer call() throws IOException {
        if (!(seconds >= 0 && seconds <= 600)) {
            throw new UsageException("--seconds " + seconds + ": give a number from 0 to 600");
        }
        Output output = options.output();
        Findings found = examine(output);
        List<String> advice = Advice.of(found, System.getenv());
        print(found, advice, output);
        options.writeJson(document(found, advice));
        return found.natives().isPresent() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private Findings examine(Output output) throws IOException {
        Optional<NativesInfo> natives = Optional.empty();
        Optional<String> problem = Optional.empty();
        List<Probe.Measurement> measured = List.of();
        int gpusUsable = 0;
        long available = Machine.freeMemory();
        List<CacheFolder> caches = new ArrayList<>();
        caches.add(CacheFolder.measure(
                "weights and class archives", WeightCache.standard().root()));
        try {
            natives = Optional.of(NativesInfo.read());
            caches.add(CacheFolder.measure("unpacked natives", natives.get().unpacked()));
            available = Engine.availableBytes();
            gpusUsable = Device.gpuCount();
            try (Progress progress = output.progress("measure", Probe.STEPS)) {
                Device device = gpusUsable > 0 ? Device.parse("cuda") : Device.CPU;
                measured = Probe.run(device, seconds, progress::step);
            }
        } catch (TensorException missing) {
            problem = Optional.of(missing.getMessage());
        }
        Optional<Findings.Suits> suits = Optional.empty();
        if (!measured.isEmpty()) {
            Precision precision = Probe.suitablePrecision(measured);
            suits = Optional.of(new Findings.Suits(
                    precision.name().toLowerCase(Locale.ROOT),
                    Probe.suitableBatch(measured, precision),
                    Advice.trainingBatch(available)));
        }
        return new Findings(
                Version.number(),
                Machine.read(),
                available,
                natives,
                problem,
                Gpu.all(),
                gpusUsable,
                caches,
                measured,
                suits);
    }

    private static void print(Findings found, List<String> advice, Output output) {
        Machine machine = found.machine();
        row(output, "mrcnn", found.version());
        row(output, "Java", machine.java() + ", in " + machine.javaHome());
        row(output, "system", machine.system());
        row(output, "processor", machine.processor() + ", " + machine.cores() + " cores for this process");
        row(
                output,
                "instructions",
                machine.features().isEmpty()
                        ? "not told by this system"
                        : String.join(", ", machine.features())
                                + (machine.multipliesBf16() ? "" : "; none that multiply bf16"));
        row(
                output,
                "memory",
                gigabytes(machine.memory()) + ", " + gigabytes(found.memoryAvailable()) + " free; Java's heap up to "
                        + gigabytes(machine.heapLimit()));
        row(
                output,
                "natives",
                found.natives()
                        .map(natives -> "LibTorch " + natives.libTorch() + " for " + natives.platform() + ", oneDNN "
                                + natives.oneDnn().orElse("missing") + ", " + natives.instructions() + ", "
                                + Counted.of(natives.threads(), "thread"))
                        .orElse("not loaded"));
        if (found.gpus().isEmpty()) {
            row(output, "GPUs", "none that nvidia-smi knows");
        }
        for (Gpu gpu : found.gpus()) {
            row(
                    output,
                    "GPU " + gpu.index(),
                    gpu.name() + ", " + gpu.free() + " of " + gpu.memory() + " MiB free, driver " + gpu.driver());
        }
        for (CacheFolder cache : found.caches()) {
            row(output, "cache", cache.folder() + ": " + cache.holds() + ", " + gigabytes(cache.bytes()));
        }
        for (Probe.Measurement one : found.probe()) {
            row(
                    output,
                    "measured",
                    String.format(
                            Locale.ROOT,
                            "%-7s batch %d: %5.0f billion operations a second",
                            one.precision().name().toLowerCase(Locale.ROOT),
                            one.batch(),
                            one.billionsPerSecond()));
        }
        output.print("");
        advice.forEach(sentence -> output.print("- " + sentence));
    }

    private static void row(Output output, String name, String value) {
        output.print(String.format("%-14s%s", name, value));
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }

    private static Map<String, Object> document(Findings found, List<String> advice) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", found.version());
        document.put("machine", found.machine());
        document.put("memoryAvailable", found.memoryAvailable());
        found.natives().ifPresent(natives -> document.put("natives", natives));
        found.nativesProblem().ifPresent(problem -> document.put("nativesProblem", problem));
        document.put("gpus", found.gpus());
        document.put("gpusUsable", found.gpusUsable());
        document.put("caches", found.caches());
        document.put("probe", found.probe());
        found.suits().ifPresent(suits -> document.put("suits", suits));
        document.put("advice", advice);
        return document;
    }
}
