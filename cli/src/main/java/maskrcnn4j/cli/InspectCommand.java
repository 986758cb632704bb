package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.dataset.io.SamplePicture;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.inspect.InspectionPage;
import maskrcnn4j.inspect.Inspector;
import maskrcnn4j.inspect.Truth;
import maskrcnn4j.inspect.section.Explanation;
import maskrcnn4j.model.evaluation.ClassMatch;
import maskrcnn4j.text.Counted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mrcnn inspect}. */
@Command(
        name = "inspect",
        description = {
            "Shows every stage of the network on one picture, on one page: what it sees, where it looks, what it proposes, what"
                    + " each filter removes and why.",
            "With annotations also what training would ask of the picture, and what was found of what is there."
        })
final class InspectCommand implements Callable<Integer> {
    @Mixin
    private final ReportOptions options;

    @Mixin
    private final ModelArguments model = new ModelArguments();

    @Mixin
    private final InspectData data = new InspectData();

    @Parameters(paramLabel = "IMAGE", description = "The picture.")
    private Path picture = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "PAGE.html",
            description = "The page to write (default: the picture's name with -inspected.html, in this folder).")
    private @Nullable Path out;

    InspectCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    @Override
    public Integer call() throws IOException {
        System.setProperty("java.awt.headless", "true");
        Output output = options.output();
        Optional<Sample> sample = data.find(picture, output);
        Path page = page();
        try (Inspector inspector = model.inspector(output)) {
            Inspection seen = inspect(inspector, sample, output);
            InspectionPage.of(seen, picture.getFileName().toString()).writeTo(page);
            options.writeJson(InspectJson.of(picture.toString(), seen));
            output.print(Explanation.of(seen));
        }
        output.print("wrote " + page + " (" + (Files.size(page) + 999) / 1000 + " kB)");
        return CommandLine.ExitCode.OK;
    }

    private Path page() throws IOException {
        String name = String.valueOf(picture.getFileName());
        int dot = name.lastIndexOf('.');
        Path page = out != null ? out : Path.of((dot > 0 ? name.substring(0, dot) : name) + "-inspected.html");
        if (Files.isDirectory(page)) {
            throw new UsageException("--out " + page + " is a folder; name the page to write");
        }
        if (Files.exists(page) && Files.exists(picture) && Files.isSameFile(page, picture)) {
            throw new UsageException("--out " + page + " is the picture itself; name another file");
        }
        return page;
    }

    private Inspection inspect(Inspector inspector, Optional<Sample> sample, Output output) throws IOException {
        if (sample.isEmpty()) {
            return inspector.inspect(Images.read(picture, inspector.reading()));
        }
        SamplePicture read = SamplePicture.read(sample.get(), picture, inspector.reading());
        Image image = read.image();
        Dataset dataset = sample.get().dataset();
        ClassMatch classes = ClassMatch.of(inspector.checkpoint().categories(), dataset, data.match());
        Truth truth = Truth.of(dataset, sample.get().index(), image, classes.labels(dataset));
        long unknown =
                truth.objects().stream().filter(object -> object.label() == 0).count();
        if (unknown > 0) {
            output.note(unknown + " of " + Counted.of(truth.objects().size(), "true object")
                    + (unknown == 1 ? " is of a class" : " are of classes")
                    + " that the model does not know; --match DATA=MODEL joins names that mean"
                    + " the same");
        }
        return inspector.inspect(image, truth);
    }
}
