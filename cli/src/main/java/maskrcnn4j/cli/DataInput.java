package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.dataset.io.TextFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a data set is read: the options that all verbs of {@code mrcnn data} share. */
final class DataInput {
    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "The format of the input; found out if it is not given. Formats: coco (LVIS too), cityscapes,"
                    + " voc, yolo, via, labelme, id-png, mask-per-object, pictures.")
    private @Nullable String format;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "The folder of the pictures, where the input does not lead there.")
    private @Nullable Path images;

    @Option(
            names = "--classes",
            paramLabel = "NAMES",
            description = "The classes to take, in this order: names with commas, or a file with one name a line.")
    private @Nullable String classes;

    @Option(names = "--split", paramLabel = "NAME", description = "The part to take, for example train.")
    private @Nullable String split;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many pictures at once; all processors by default.")
    private int threads = Runtime.getRuntime().availableProcessors();

    Optional<DatasetFormat> format() throws IOException {
        return format == null ? Optional.empty() : Optional.of(DatasetFormats.named(format));
    }

    DatasetFormat formatOf(Path path) throws IOException {
        return format == null ? DatasetFormats.recognise(path) : DatasetFormats.named(format);
    }

    ReadOptions options() throws IOException {
        ReadOptions options = ReadOptions.DEFAULT.withClasses(classes());
        if (images != null) {
            if (!Files.isDirectory(images)) {
                throw new UsageException("--images " + images + ": no such folder");
            }
            options = options.withImages(images);
        }
        return split == null ? options : options.withSplit(split);
    }

    int threads() {
        if (threads < 1) {
            throw new UsageException("--threads " + threads + ": at least 1 is needed");
        }
        return threads;
    }

    private List<String> classes() throws IOException {
        if (classes == null) {
            return List.of();
        }
        if (Files.isRegularFile(Path.of(classes))) {
            return TextFiles.names(Path.of(classes));
        }
        List<String> names = new ArrayList<>();
        for (String name : classes.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }
}
