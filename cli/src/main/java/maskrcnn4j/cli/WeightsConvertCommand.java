package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.text.Counted;
import maskrcnn4j.weights.LoadReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mrcnn weights convert}. */
@Command(
        name = "convert",
        description = {
            "Writes the weights of any file that can be read as one safetensors file, under this",
            "project's tensor names, with conventions and class names inside; or, under the names of the",
            "weights' family, as a .pth file for PyTorch or an .h5 file for Keras."
        })
final class WeightsConvertCommand implements Callable<Integer> {
    /** The kinds that are written, by the end of their names. */
    private enum Kind {
        SAFETENSORS,
        PTH,
        H5;

        private String ending() {
            return "." + name().toLowerCase(Locale.ROOT);
        }

        private static Kind of(Path out) {
            String name = out.toString().toLowerCase(Locale.ROOT);
            return Arrays.stream(values())
                    .filter(kind -> name.endsWith(kind.ending()))
                    .findFirst()
                    .orElseThrow(() -> new UsageException(out + ": the name of the file to write must end with "
                            + Arrays.stream(values()).map(Kind::ending).collect(Collectors.joining(" or "))));
        }

        private void write(ModelWeights weights, Path out, Map<String, String> provenance) throws IOException {
            switch (this) {
                case SAFETENSORS -> weights.save(out, provenance);
                case PTH -> weights.saveTorch(out);
                case H5 -> weights.saveKeras(out);
            }
        }
    }

    @Mixin
    private final ReportOptions options;

    @Mixin
    private final ModelWeightsOptions model = new ModelWeightsOptions();

    @Option(
            names = "--half",
            description = "Store matrices and kernels as float16, which halves the file; vectors stay float32.")
    private boolean half;

    @Parameters(index = "0", paramLabel = "IN", description = "A weight file, a folder, or a catalogue name.")
    private String in = "";

    @Parameters(index = "1", paramLabel = "OUT", description = "The file to write: .safetensors, .pth or .h5.")
    private Path out = Path.of("");

    WeightsConvertCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    private record Converted(String from, String to, String model, int tensors, long bytes, LoadReport report) {}

    @Override
    public Integer call() throws IOException {
        Output output = options.output();
        Kind kind = Kind.of(out);
        Path path = WeightsInfoCommand.locate(in);
        if (Files.exists(out) && Files.exists(path) && Files.isSameFile(path, out)) {
            throw new UsageException(out + ": is the file that is read; give another name");
        }
        try (ModelWeights weights = model.open(path)) {
            kind.write(
                    half ? weights.halved() : weights,
                    out,
                    Map.of(
                            "converted from",
                            path.toRealPath().getFileName().toString(),
                            "converted by",
                            "maskrcnn4j " + Version.number()));
            int tensors = weights.report().loaded().size()
                    + weights.report().reinitialized().size();
            Converted converted = new Converted(
                    path.toString(), out.toString(), weights.spec().name(), tensors, Files.size(out), weights.report());
            weights.report().lines().forEach(line -> output.note(FailureMessages.oneLine(line)));
            output.print(out + ": " + weights.spec().name() + ", " + Counted.of(tensors, "tensor") + ", "
                    + WeightsText.size(converted.bytes()));
            options.writeJson(converted);
        }
        return CommandLine.ExitCode.OK;
    }
}
