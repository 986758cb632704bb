package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import maskrcnn4j.weights.NameGroups;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.TensorType;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import maskrcnn4j.weights.catalog.Catalog;
import maskrcnn4j.weights.catalog.CatalogEntry;
import maskrcnn4j.weights.catalog.WeightCache;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mrcnn weights info}. */
@Command(
        name = "info",
        description = "Says what a weight file is and what becomes of its tensors. Exit code 1 if it cannot be used.")
final class WeightsInfoCommand implements Callable<Integer> {
    private static final int GROUPS = 16;

    @Mixin
    private final ReportOptions options;

    @Parameters(
            paramLabel = "FILE",
            description = "A weight file, a folder of files that belong together, or a catalogue name.")
    private String file = "";

    WeightsInfoCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    private record Info(
            String file,
            String format,
            long values,
            long bytes,
            Map<String, String> metadata,
            Collection<TensorInfo> tensors) {}

    @Override
    public Integer call() throws IOException {
        Output output = options.output();
        try (WeightFile weights = WeightFiles.open(locate(file))) {
            Collection<TensorInfo> tensors = weights.tensors().values();
            Info info = new Info(
                    weights.origin(),
                    weights.format(),
                    tensors.stream().mapToLong(TensorInfo::elements).sum(),
                    tensors.stream().mapToLong(TensorInfo::byteSize).sum(),
                    weights.metadata(),
                    tensors);
            print(info, output);
            options.writeJson(info);
        }
        return CommandLine.ExitCode.OK;
    }

    private void print(Info info, Output output) {
        output.print(info.file() + ": " + info.format() + ", "
                + WeightsText.count(info.tensors().size(), "tensor") + types(info.tensors()) + ", "
                + WeightsText.count(info.values(), "value") + ", " + WeightsText.size(info.bytes()));
        if (!info.metadata().isEmpty()) {
            output.print("metadata");
            info.metadata()
                    .forEach((key, value) ->
                            output.print("  " + WeightsText.brief(key) + ": " + WeightsText.brief(value)));
        }
        output.print("tensors");
        if (options.verbose()) {
            info.tensors()
                    .forEach(tensor -> output.print(
                            "  " + WeightsText.brief(tensor.name()) + " " + tensor.type() + " " + tensor.shape()));
        } else {
            List<String> names = info.tensors().stream().map(TensorInfo::name).toList();
            NameGroups.of(names, GROUPS).forEach(group -> output.print("  " + WeightsText.brief(group)));
        }
    }

    private static String types(Collection<TensorInfo> tensors) {
        Map<TensorType, Long> counts = tensors.stream()
                .collect(Collectors.groupingBy(
                        TensorInfo::type, () -> new EnumMap<>(TensorType.class), Collectors.counting()));
        return counts.isEmpty()
                ? ""
                : counts.entrySet().stream()
                        .map(count -> (counts.size() > 1 ? count.getValue() + " " : "") + count.getKey())
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** A path as it is, or the place of a catalogue entry in the cache; nothing is fetched only to be looked at. */
    static Path locate(String pathOrName) throws IOException {
        Path path = Path.of(pathOrName);
        Optional<CatalogEntry> entry =
                Files.exists(path) ? Optional.empty() : Catalog.standard().find(pathOrName);
        if (entry.isEmpty()) {
            return path;
        }
        WeightCache cache = WeightCache.standard();
        if (!cache.has(entry.get())) {
            throw new CommandException(
                    pathOrName + ": not in the cache; fetch it with: mrcnn weights pull " + pathOrName);
        }
        return cache.path(entry.get());
    }
}
