package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.report.Section;
import maskrcnn4j.spec.MatterportLayers;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.spec.SourceWeights;
import maskrcnn4j.training.report.WeightSection;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import maskrcnn4j.weights.catalog.Catalog;
import maskrcnn4j.weights.catalog.CatalogEntry;
import maskrcnn4j.weights.catalog.CatalogFile;
import maskrcnn4j.weights.catalog.DownloadListener;
import maskrcnn4j.weights.catalog.WeightCache;
import maskrcnn4j.weights.catalog.WeightStore;
import maskrcnn4j.weights.hdf5.KerasReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mrcnn weights info}. Looks at files only: the engine is not started. */
@Command(
        name = "info",
        description = {
            "Says what a weight file is, which model it is for, and what becomes of its tensors.",
            "Exit code 1 if it cannot be used. With --verbose, lists every tensor."
        })
final class WeightsInfoCommand implements Callable<Integer> {
    @Mixin
    private final ReportOptions options;

    @Mixin
    private final ModelWeightsOptions model = new ModelWeightsOptions();

    @Parameters(
            paramLabel = "FILE",
            description = "A weight file, a folder of files that belong together, or a catalogue name.")
    private String file = "";

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description =
                    "Write a page with the range of every tensor, and dead filters and exploded weights first, to FILE.")
    private @Nullable Path report;

    @Option(
            names = "--since",
            paramLabel = "FILE",
            description =
                    "With --report: the weights that training began with, to see what has changed and what has not.")
    private @Nullable Path since;

    WeightsInfoCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    @Override
    public Integer call() throws IOException {
        Output output = options.output();
        if (since != null && report == null) {
            throw new UsageException("--since is for the page of --report; name a file with --report FILE");
        }
        Path path = locate(file);
        WeightsInfo info;
        try (WeightFile weights = WeightFiles.open(path)) {
            info = WeightsInfo.of(weights);
            if (report != null) {
                write(weights, path, report);
                output.note("wrote " + report);
            }
            if (weights.format().equals(KerasReader.FORMAT)) {
                info = kerasLayers(info, weights);
            }
        }
        if (info.problem().isEmpty()) {
            info = model(info, path);
        }
        info.lines(options.verbose()).forEach(output::print);
        options.writeJson(info);
        info.problem().ifPresent(output::problem);
        return info.problem().isPresent() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
    }

    private void write(WeightFile weights, Path path, Path page) throws IOException {
        Section section;
        if (since == null) {
            section = WeightSection.of(weights);
        } else {
            try (WeightFile beginning = WeightFiles.open(since)) {
                section = WeightSection.of(weights, beginning);
            }
        }
        ReportPage.builder("Weights")
                .subtitle(since == null ? path.toString() : path + ", since " + since)
                .fact("tensors", Integer.toString(weights.tensors().size()))
                .section(section.title(), section.blocks())
                .build()
                .writeTo(page);
    }

    private static WeightsInfo kerasLayers(WeightsInfo info, WeightFile weights) {
        try {
            return info.with(MatterportLayers.of(weights));
        } catch (WeightException e) {
            return info.unusable(weights.origin() + ": " + e.getMessage());
        }
    }

    /** Layers of Matterport's that make no whole model are sound all the same: only a model can miss something. */
    private WeightsInfo model(WeightsInfo begun, Path path) throws IOException {
        WeightsInfo info = begun;
        try (SourceWeights source = model.openSource(path)) {
            if (source.checkpoint().isEmpty()) {
                info = info.withTrunk(source.what());
            } else {
                try (ModelWeights weights = model.open(path)) {
                    info = info.with(weights);
                    weights.report().requireComplete();
                }
            }
        } catch (WeightException e) {
            info = info.layers().isPresent() ? info.noticed(e.getMessage()) : info.unusable(e.getMessage());
        }
        return info;
    }

    /** A path as it is, or the place of a catalogue entry in the cache; nothing is downloaded only to be looked at. */
    static Path locate(String pathOrName) throws IOException {
        Path path = Path.of(pathOrName);
        Optional<CatalogEntry> entry =
                Files.exists(path) ? Optional.empty() : Catalog.standard().find(pathOrName);
        if (entry.isEmpty()) {
            return path;
        }
        WeightCache cache = WeightCache.standard();
        if (entry.get().files().stream().allMatch(CatalogFile::bundled)) {
            return WeightStore.standard().pull(entry.get(), DownloadListener.SILENT);
        }
        if (!cache.has(entry.get())) {
            throw new CommandException(
                    pathOrName + ": not in the cache; fetch it with: mrcnn weights pull " + pathOrName);
        }
        return cache.path(entry.get());
    }
}
