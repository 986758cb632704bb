package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import maskrcnn4j.weights.Nearest;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import maskrcnn4j.weights.catalog.CatalogEntry;
import maskrcnn4j.weights.catalog.WeightStore;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mrcnn weights pull}. */
@Command(
        name = "pull",
        description = {
            "Fetches weights of the catalogue into the cache and verifies them.",
            "The cache is $MRCNN_CACHE, or the usual place of this system for such files."
        })
final class WeightsPullCommand implements Callable<Integer> {
    @Mixin
    private final ReportOptions options;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Names from mrcnn weights list.")
    private List<String> names = List.of();

    WeightsPullCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    /** What was fetched, and where it is now. */
    record Pulled(String name, String path) {}

    @Override
    public Integer call() throws IOException {
        options.writeJson(pull(WeightStore.standard(), names, options.output()));
        return CommandLine.ExitCode.OK;
    }

    static List<Pulled> pull(WeightStore store, List<String> names, Output output) throws IOException {
        List<CatalogEntry> entries =
                names.stream().map(name -> entry(store, name)).toList();
        List<Pulled> pulled = new ArrayList<>();
        for (CatalogEntry entry : entries) {
            Path path;
            try (WeightsProgress progress = new WeightsProgress(output)) {
                path = store.pull(entry, progress);
            }
            pulled.add(new Pulled(entry.name(), path.toString()));
            output.print(path.toString());
            noteIfUnreadable(path, output);
        }
        return pulled;
    }

    private static CatalogEntry entry(WeightStore store, String name) {
        return store.catalog()
                .find(name)
                .orElseThrow(() -> new UsageException(Nearest.unknown(
                                "catalogue name",
                                name,
                                store.catalog().entries().stream()
                                        .map(CatalogEntry::name)
                                        .toList())
                        + "; see mrcnn weights list"));
    }

    private static void noteIfUnreadable(Path path, Output output) throws IOException {
        try (WeightFile ignored = WeightFiles.open(path)) {
            // It can be read.
        } catch (WeightException e) {
            output.note(e.getMessage());
        }
    }
}
