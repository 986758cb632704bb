package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.metrics.score.Measure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which data set a model is evaluated on. */
final class EvalData {
    /** What the part is called that models are evaluated on. */
    private static final List<String> USUAL_SPLITS = List.of("val", "valid", "validation");

    private static final String ALL = "all";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data set: a file or folder in any of the formats that mrcnn data reads.")
    private @Nullable Path data;

    @Option(
            names = "--annotations",
            paramLabel = "FILE",
            description = "The annotations, instead of --data; usually a COCO or LVIS file.")
    private @Nullable Path annotations;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "The folder of the pictures, where data set or annotations do not lead there.")
    private @Nullable Path images;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "The format of the data set; found out if it is not given.")
    private @Nullable String format;

    @Option(
            names = "--split",
            paramLabel = "NAME",
            description = "The part to take, or all for every part; by default val, if there are several.")
    private @Nullable String split;

    /**
     * A data set and the measure that belongs to it.
     *
     * @param dataset the data set
     * @param measure its measure
     * @param format the name of its format
     */
    record Read(Dataset dataset, Measure measure, String format) {}

    Read read(Output output) throws IOException {
        Path path = path();
        DatasetFormat chosen = format == null ? DatasetFormats.recognise(path) : DatasetFormats.named(format);
        ReadOptions options = ReadOptions.DEFAULT.withProblems(problem -> output.problem(problem.exception()));
        if (images != null) {
            if (!Files.isDirectory(images)) {
                throw new UsageException("--images " + images + ": no such folder");
            }
            options = options.withImages(images);
        }
        List<String> splits = chosen.splits(path);
        String part = split != null ? split : usualSplit(path, splits);
        boolean whole = part.isEmpty() || part.equals(ALL) && !splits.contains(ALL);
        Dataset dataset = DatasetFormats.read(chosen, path, whole ? options : options.withSplit(part));
        if (!splits.isEmpty()) {
            output.note("data: " + (whole ? "all parts" : "split " + part) + " of " + path);
        }
        if (dataset.categories().isEmpty()) {
            throw new CommandException(path + ": has no annotations (format " + chosen.name()
                    + "), and without them nothing can be scored; mrcnn segment finds objects in plain pictures");
        }
        return new Read(dataset, Measure.belongingTo(chosen, path, dataset), chosen.name());
    }

    private Path path() {
        if (data != null && annotations != null) {
            throw new UsageException("--data and --annotations both name the data set; give one of them");
        }
        if (data != null) {
            return data;
        }
        if (annotations != null) {
            return annotations;
        }
        throw new UsageException("name the data set with --data DIR, or with --annotations FILE and --images DIR");
    }

    private static String usualSplit(Path path, List<String> splits) {
        for (String usual : USUAL_SPLITS) {
            if (splits.contains(usual)) {
                return usual;
            }
        }
        if (splits.size() > 1) {
            throw new UsageException(path + ": has the parts " + String.join(", ", splits)
                    + "; say which one with --split, or --split all");
        }
        return "";
    }
}
