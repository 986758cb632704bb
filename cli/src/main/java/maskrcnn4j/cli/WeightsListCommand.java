package maskrcnn4j.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import maskrcnn4j.weights.catalog.Catalog;
import maskrcnn4j.weights.catalog.CatalogEntry;
import maskrcnn4j.weights.catalog.CatalogFile;
import maskrcnn4j.weights.catalog.WeightCache;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mrcnn weights list}. */
@Command(name = "list", description = "Lists the weights that can be had by name, and which of them are here already.")
final class WeightsListCommand implements Callable<Integer> {
    @Mixin
    private final ReportOptions options;

    WeightsListCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    /** An entry as it is shown; {@code path} is where it is, or would be, in the cache. */
    private record Listed(
            String name,
            String what,
            String family,
            String licence,
            OptionalLong size,
            boolean cached,
            String path,
            List<CatalogFile> files) {}

    @Override
    public Integer call() throws IOException {
        Output output = options.output();
        WeightCache cache = WeightCache.standard();
        List<Listed> listed = new ArrayList<>();
        for (CatalogEntry entry : Catalog.standard().entries()) {
            boolean cached = cache.has(entry);
            listed.add(new Listed(
                    entry.name(),
                    entry.what(),
                    entry.family(),
                    entry.licence(),
                    entry.size(),
                    cached,
                    cache.path(entry).toString(),
                    entry.files()));
            output.print(entry.name() + (cached ? "  (in the cache)" : ""));
            output.print("  " + entry.what());
            output.print("  licence " + entry.licence() + ", " + WeightsText.size(entry.size()));
            for (CatalogFile file : entry.files()) {
                output.print("  " + file.address()
                        + file.checksum().map(checksum -> "  " + checksum).orElse(""));
            }
        }
        output.note("fetch one with: mrcnn weights pull NAME; the cache is " + cache.root());
        options.writeJson(listed);
        return CommandLine.ExitCode.OK;
    }
}
