package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.weights.LoadReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mrcnn weights convert}. */
@Command(
        name = "convert",
        description = {
            "Writes the weights of any file that can be read as one safetensors file,",
            "under this project's tensor names, with conventions and class names inside."
        })
final class WeightsConvertCommand implements Callable<Integer> {
    private static final String EXTENSION = ".safetensors";

    @Mixin
    private final ReportOptions options;

    @Mixin
    private final ModelWeightsOptions model = new ModelWeightsOptions();

    @Parameters(index = "0", paramLabel = "IN", description = "A weight file, a folder, or a catalogue name.")
    private String in = "";

    @Parameters(index = "1", paramLabel = "OUT", description = "The safetensors file to write.")
    private Path out = Path.of("");

    WeightsConvertCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    private record Converted(String from, String to, String model, int tensors, long bytes, LoadReport report) {}

    @Override
    public Integer call() throws IOException {
        Output output = options.output();
        if (!out.toString().toLowerCase(Locale.ROOT).endsWith(EXTENSION)) {
            throw new UsageException(out + ": the name of the file to write must end with " + EXTENSION
                    + ", the one format that is written");
        }
        Path path = WeightsInfoCommand.locate(in);
        if (Files.exists(out) && Files.exists(path) && Files.isSameFile(path, out)) {
            throw new UsageException(out + ": is the file that is read; give another name");
        }
        try (ModelWeights weights = model.open(path)) {
            weights.save(
                    out,
                    Map.of(
                            "converted from",
                            path.toRealPath().getFileName().toString(),
                            "converted by",
                            "maskrcnn4j " + Version.number()));
            int tensors = weights.report().loaded().size();
            Converted converted = new Converted(
                    path.toString(), out.toString(), weights.spec().name(), tensors, Files.size(out), weights.report());
            weights.report().lines().forEach(line -> output.note(FailureMessages.oneLine(line)));
            output.print(out + ": " + weights.spec().name() + ", " + WeightsText.count(tensors, "tensor") + ", "
                    + WeightsText.size(converted.bytes()));
            options.writeJson(converted);
        }
        return CommandLine.ExitCode.OK;
    }
}
