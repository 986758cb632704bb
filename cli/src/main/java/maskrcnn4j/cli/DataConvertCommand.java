package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.convert.DatasetConverter;
import maskrcnn4j.dataset.write.AnnotationFormats;
import maskrcnn4j.dataset.write.PictureTransfer;
import maskrcnn4j.text.Counted;
import maskrcnn4j.weights.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mrcnn data convert}. */
@Command(
        name = "convert",
        description = "Writes a data set in another format, split by split, and says what that format cannot hold.")
final class DataConvertCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "SOURCE", description = "A file or folder in any of the formats.")
    private Path source = Path.of("");

    @Parameters(index = "1", paramLabel = "TARGET", description = "The folder to write; it must be new or empty.")
    private Path target = Path.of("");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FORMAT",
            description = "The format to write: coco, yolo, labelme, id-png or voc.")
    private String format = "";

    @Option(
            names = "--pictures",
            paramLabel = "HOW",
            description = "copy (the default), link (no space is used where the disk has hard links) or none.")
    private String pictures = "copy";

    @Mixin
    private DataInput input = new DataInput();

    @Mixin
    private final ReportOptions options;

    DataConvertCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    @Override
    public Integer call() throws IOException {
        if (!AnnotationFormats.DATASETS.contains(format)) {
            throw new UsageException("--to " + Nearest.unknown("format", format, AnnotationFormats.DATASETS)
                    + "; known are " + String.join(", ", AnnotationFormats.DATASETS));
        }
        requireEmpty(target);
        Output output = options.output();
        DatasetFormat known = input.formatOf(source);
        output.note(source + ": read as " + known.name());
        DatasetConverter.Result result;
        try (DataProgress progress = new DataProgress(output)) {
            result = new DatasetConverter(known, input.options(), transfer(), progress).convert(source, format, target);
        }
        result.losses().forEach(line -> output.print("lost: " + line));
        output.print("wrote " + target + ": " + format + ", " + Counted.of(result.pictures(), "picture") + ", "
                + Counted.of(result.objects(), "object"));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", source.toString());
        json.put("from", known.name());
        json.put("target", target.toString());
        json.put("to", format);
        json.put("images", result.pictures());
        json.put("objects", result.objects());
        json.put("losses", result.losses());
        options.writeJson(json);
        return CommandLine.ExitCode.OK;
    }

    private PictureTransfer transfer() {
        return switch (pictures) {
            case "copy" -> PictureTransfer.COPY;
            case "link" -> PictureTransfer.LINK;
            case "none" -> PictureTransfer.NONE;
            default -> throw new UsageException("--pictures " + pictures + ": choose copy, link or none");
        };
    }

    /** A converted set among older files would be a mixture of both. */
    private static void requireEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageException(folder + ": is a file; name a new folder");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            if (entries.findAny().isPresent()) {
                throw new UsageException(folder + ": is not empty; name a new folder");
            }
        }
    }
}
