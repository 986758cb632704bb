package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Instance;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.dataset.check.MaskProbe;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.dataset.io.ParallelWork;
import maskrcnn4j.image.DrawnObject;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.Painter;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Notes;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.text.Counted;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mrcnn data show}: a contact sheet. */
@Command(name = "show", description = "Writes a page with the pictures of a data set and the masks drawn on them.")
final class DataShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "PATH", description = "A file or folder in any of the formats.")
    private Path path = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "The page to write, ${DEFAULT-VALUE} by default.")
    private Path out = Path.of("contact-sheet.html");

    @Option(
            names = "--most",
            paramLabel = "N",
            description =
                    "Show at most N pictures, evenly spread over the data set; ${DEFAULT-VALUE} by default, 0 for all.")
    private int most = 100;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "The longer side of the pictures on the page, ${DEFAULT-VALUE} by default.")
    private int size = 800;

    @Mixin
    private DataInput input = new DataInput();

    @Mixin
    private final CommonOptions options;

    DataShowCommand(Terminal terminal) {
        this.options = new CommonOptions(terminal);
    }

    /** A picture of the page, or why there is none. */
    private record Shown(Optional<Picture> picture, String failure) {}

    @Override
    public Integer call() throws IOException {
        System.setProperty("java.awt.headless", "true");
        if (size < 1 || most < 0) {
            throw new UsageException("--size must be at least 1 and --most at least 0");
        }
        Output output = options.output();
        ReadOptions lenient = input.options().withProblems(problem -> output.problem(problem.exception()));
        Dataset dataset = DatasetFormats.read(input.formatOf(path), path, lenient);
        List<Integer> chosen = chosen(dataset.size());
        List<Shown> shown;
        try (DataProgress progress = new DataProgress(output)) {
            progress.begin("drawing", chosen.size());
            shown = ParallelWork.map(input.threads(), chosen.size(), i -> {
                Shown one = draw(dataset.sample(chosen.get(i)));
                progress.advance(1);
                return one;
            });
        }
        page(dataset, shown).writeTo(out);
        output.print("wrote " + out + ": "
                + shown.stream().filter(one -> one.picture().isPresent()).count() + " of "
                + Counted.of(dataset.size(), "picture"));
        return CommandLine.ExitCode.OK;
    }

    private List<Integer> chosen(int count) {
        List<Integer> chosen = new ArrayList<>();
        int wanted = most == 0 ? count : Math.min(most, count);
        for (int i = 0; i < wanted; i++) {
            chosen.add((int) ((long) i * count / wanted));
        }
        return chosen;
    }

    private Shown draw(Sample sample) {
        Image picture;
        try {
            picture = Images.read(sample.imagePath());
        } catch (IOException | RuntimeException e) {
            return new Shown(Optional.empty(), FailureMessages.of(e));
        }
        List<DrawnObject> objects = new ArrayList<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Instance instance : sample.instances()) {
            String name = instance.category().name() + (instance.crowd() ? " (crowd)" : "");
            counts.merge(name, 1, Integer::sum);
            Optional<Rle> pixels = MaskProbe.of(instance.mask(), picture.height(), picture.width())
                    .pixels();
            pixels.ifPresent(mask ->
                    objects.add(new DrawnObject(name, Double.NaN, mask.boundingBox(), mask, instance.categoryIndex())));
        }
        List<String> parts = new ArrayList<>();
        counts.forEach((name, count) -> parts.add(count + " " + name));
        String caption = sample.fileName() + ": " + (parts.isEmpty() ? "no objects" : String.join(", ", parts));
        Image drawn = new Painter().paint(picture, objects);
        return new Shown(Optional.of(Picture.thumbnail(drawn, size, caption, caption)), "");
    }

    private ReportPage page(Dataset dataset, List<Shown> shown) {
        ReportPage.Builder page = ReportPage.builder("Contact sheet")
                .subtitle(path.toString())
                .fact("pictures", Integer.toString(dataset.size()))
                .fact("shown", Integer.toString(shown.size()))
                .fact("objects", Integer.toString(dataset.instances().count()))
                .fact("classes", Integer.toString(dataset.categories().size()));
        List<Notes.Note> failures = shown.stream()
                .filter(one -> one.picture().isEmpty())
                .map(one -> new Notes.Note(Notes.Level.ERROR, one.failure()))
                .toList();
        if (!failures.isEmpty()) {
            page.section("Not shown", new Notes(failures));
        }
        page.section(
                "Pictures",
                new Gallery(shown.stream()
                        .map(Shown::picture)
                        .flatMap(Optional::stream)
                        .toList()));
        return page.build();
    }
}
