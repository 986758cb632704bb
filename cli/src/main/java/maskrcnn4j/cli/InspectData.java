package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.weights.Nearest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the true objects of a picture stand. */
final class InspectData {
    @Option(
            names = "--annotations",
            paramLabel = "F",
            description =
                    "The true objects of the picture: a file or folder in any of the formats that mrcnn data reads.")
    private @Nullable Path annotations;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "The format of the annotations; found out if it is not given.")
    private @Nullable String format;

    @Option(names = "--split", paramLabel = "NAME", description = "The part of the data set that the picture is in.")
    private @Nullable String split;

    @Option(
            names = "--match",
            paramLabel = "DATA=MODEL",
            description =
                    "The annotations' name of a class and the model's, where they differ; may be given several times.")
    private Map<String, String> match = new LinkedHashMap<>();

    /** What the annotations call classes that the model calls otherwise. */
    Map<String, String> match() {
        return match;
    }

    /**
     * Finds the picture among the annotated ones.
     *
     * @return empty where no annotations are given
     * @throws IOException if they cannot be read
     * @throws CommandException if they do not know the picture, or more than one of its name
     */
    Optional<Sample> find(Path picture, Output output) throws IOException {
        if (annotations == null) {
            if (format != null || split != null || !match.isEmpty()) {
                throw new UsageException(
                        "--format, --split and --match speak of annotations; name these with --annotations");
            }
            return Optional.empty();
        }
        DatasetFormat chosen = format == null ? DatasetFormats.recognise(annotations) : DatasetFormats.named(format);
        ReadOptions options = ReadOptions.DEFAULT.withProblems(problem -> output.problem(problem.exception()));
        Dataset dataset = DatasetFormats.read(chosen, annotations, split == null ? options : options.withSplit(split));
        List<Sample> same = named(dataset, picture);
        if (same.size() > 1) {
            List<Sample> exact = new ArrayList<>();
            for (Sample sample : same) {
                if (isFile(sample, picture)) {
                    exact.add(sample);
                }
            }
            same = exact.isEmpty() ? same : exact;
        }
        if (same.isEmpty()) {
            throw new CommandException(unknown(dataset, picture));
        }
        if (same.size() > 1) {
            throw new CommandException(annotations + ": has " + same.size() + " pictures called "
                    + picture.getFileName() + " (" + same.get(0).fileName() + ", "
                    + same.get(1).fileName()
                    + "); give the one that is meant by its own path in the data set");
        }
        return Optional.of(same.get(0));
    }

    private static List<Sample> named(Dataset dataset, Path picture) {
        List<Sample> same = new ArrayList<>();
        String name = String.valueOf(picture.getFileName());
        for (int i = 0; i < dataset.size(); i++) {
            if (base(dataset.fileName(i)).equals(name)) {
                same.add(dataset.sample(i));
            }
        }
        return same;
    }

    private static String base(String fileName) {
        return fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
    }

    private static boolean isFile(Sample sample, Path picture) throws IOException {
        Path own = sample.imagePath();
        return Files.exists(own) && Files.exists(picture) && Files.isSameFile(own, picture);
    }

    private String unknown(Dataset dataset, Path picture) {
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < dataset.size(); i++) {
            names.add(base(dataset.fileName(i)));
        }
        String name = String.valueOf(picture.getFileName());
        return annotations + ": knows no picture called " + name + " among its " + dataset.size()
                + Nearest.of(name, names)
                        .map(near -> "; the nearest is " + near)
                        .orElse("")
                + (split == null ? "" : "; without --split all parts are searched")
                + "; without --annotations the picture is inspected alone";
    }
}
