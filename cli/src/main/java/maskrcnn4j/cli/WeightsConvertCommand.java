package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mrcnn weights convert}. */
@Command(name = "convert", description = "Writes the weights of any file that can be read as one safetensors file.")
final class WeightsConvertCommand implements Callable<Integer> {
    private static final String EXTENSION = ".safetensors";

    @Mixin
    private final ReportOptions options;

    @Parameters(index = "0", paramLabel = "IN", description = "A weight file, a folder, or a catalogue name.")
    private String in = "";

    @Parameters(index = "1", paramLabel = "OUT", description = "The safetensors file to write.")
    private Path out = Path.of("");

    WeightsConvertCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    private record Converted(String from, String to, int tensors, long bytes) {}

    @Override
    public Integer call() throws IOException {
        Output output = options.output();
        if (!out.toString().toLowerCase(Locale.ROOT).endsWith(EXTENSION)) {
            throw new UsageException(out + ": the name of the file to write must end with " + EXTENSION
                    + ", the one format that is written");
        }
        Path path = WeightsInfoCommand.locate(in);
        try (WeightFile weights = WeightFiles.open(path)) {
            if (Files.exists(out) && Files.isSameFile(path, out)) {
                throw new UsageException(out + ": is the file that is read; give another name");
            }
            SafetensorsWriter.write(out, weights, weights.metadata());
            Converted converted = new Converted(
                    path.toString(), out.toString(), weights.tensors().size(), Files.size(out));
            output.print(out + ": " + WeightsText.count(converted.tensors(), "tensor") + ", "
                    + WeightsText.size(converted.bytes()));
            options.writeJson(converted);
        }
        return CommandLine.ExitCode.OK;
    }
}
