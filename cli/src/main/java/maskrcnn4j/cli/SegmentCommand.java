package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.ReadOptions;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.SegmentOptions;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.model.TiledSegmenter;
import maskrcnn4j.text.Counted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mrcnn segment}. */
@Command(
        name = "segment",
        description = {
            "Finds the objects of pictures: overlay pictures with masks, and one JSON in COCO's shape.",
            "A picture that cannot be used is reported and skipped; the exit code is then 1."
        })
final class SegmentCommand implements Callable<Integer> {
    private static final String JSON_NAME = "segmentation.json";

    @Mixin
    private final ReportOptions options;

    @Mixin
    private final ModelArguments model = new ModelArguments();

    @Parameters(arity = "1..*", paramLabel = "IMAGE|FOLDER", description = "Pictures, or folders of pictures.")
    private List<Path> inputs = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "segmented",
            description = "Where overlay pictures are written, and " + JSON_NAME
                    + " unless --json names another place (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("segmented");

    @Option(
            names = "--score",
            paramLabel = "S",
            defaultValue = "0.5",
            description = "Detections score at least this, 0 to 1 (default: ${DEFAULT-VALUE}).")
    private double score = 0.5;

    @Option(
            names = "--tile",
            paramLabel = "SIZE",
            description =
                    "Cut pictures into tiles of SIZE x SIZE pixels, which the network sees at full scale, and join what"
                            + " they show: for small objects in large pictures.")
    private @Nullable Integer tile;

    @Option(
            names = "--overlap",
            paramLabel = "F",
            defaultValue = "0.25",
            description = "With --tile: neighbours overlap by this part of their side (default: ${DEFAULT-VALUE}).")
    private double overlap = 0.25;

    @Option(names = "--class", paramLabel = "NAME", description = "Only this class; may be given several times.")
    private Set<String> classes = Set.of();

    @Option(
            names = "--agnostic-nms",
            description = "Let a detection suppress others of any class, not only of its own.")
    private boolean agnosticNms;

    @Option(names = "--recursive", description = "Descend into the folders of a folder.")
    private boolean recursive;

    @Option(names = "--no-pictures", description = "Write no overlay pictures, only JSON.")
    private boolean noPictures;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description =
                    "Also write COCO's plain results array, which evaluators read, to FILE (- for standard output).")
    private @Nullable String results;

    @Option(
            names = "--save",
            split = ",",
            paramLabel = "FORMAT",
            description =
                    "Also write detections as coco, id-png, labelme, yolo, csv or cityscapes (several with commas),"
                            + " each in a folder of its name below --out.")
    private List<String> save = List.of();

    @Option(
            names = "--annotations",
            paramLabel = "FILE",
            description = "Take the ids of pictures from this COCO annotation file, by file name (default: 1, 2, ...).")
    private @Nullable Path annotations;

    @Mixin
    private final PictureLimit limit = new PictureLimit();

    SegmentCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    @Override
    public Integer call() throws IOException {
        Output output = options.output();
        SegmentOptions wanted = wanted();
        SavedFormats.requireKnown(save);
        List<PictureFile> pictures = PictureFiles.find(inputs, recursive, out);
        if (pictures.isEmpty()) {
            throw new CommandException(inputs.get(0) + ": no pictures here (jpg, png, bmp, gif or webp)"
                    + (recursive ? "" : "; --recursive also looks into the folders inside"));
        }
        ImageIds ids = annotations == null ? ImageIds.counted(pictures) : ImageIds.of(annotations);
        int failures = 0;
        CocoDocument document;
        try (MaskRcnn network = model.load(output);
                SavedFormats saved =
                        new SavedFormats(save, out, network.checkpoint().categories());
                Progress progress = tile == null ? output.progress("segment", pictures.size()) : Progress.silent()) {
            requireKnown(network);
            PictureSegmenter segmenter = segmenter(network, wanted, output);
            ReadOptions reading = network.reading(limit.reading());
            document = new CocoDocument(network.checkpoint().categories());
            for (PictureFile picture : pictures) {
                try {
                    segment(picture, ids.of(picture), reading, segmenter, document, saved);
                } catch (IOException | CommandException unusable) {
                    output.problem(unusable);
                    failures++;
                } catch (OutOfMemoryError tooLarge) {
                    output.problem(picture.path() + ": too large for the Java heap of "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MB; allow more with MRCNN_JAVA_OPTS=-Xmx8g, or give a smaller picture");
                    failures++;
                }
                progress.step();
            }
            saved.finish(output);
        }
        write(document);
        summarise(output, pictures.size() - failures, failures, document.detections());
        return failures == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private SegmentOptions wanted() {
        try {
            return SegmentOptions.DEFAULT
                    .withMinimumScore(score)
                    .withClasses(classes)
                    .withAgnosticNms(agnosticNms);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("--score: " + wrong.getMessage());
        }
    }

    /** What finds the objects of a picture: the network at once, or tile by tile. */
    @FunctionalInterface
    private interface PictureSegmenter {
        Segmentation segment(PictureFile picture, Image image);
    }

    private PictureSegmenter segmenter(MaskRcnn network, SegmentOptions wanted, Output output) {
        if (tile == null) {
            return (picture, image) -> network.segment(image, wanted);
        }
        TiledSegmenter tiled = tiled(network);
        return (picture, image) -> {
            int tiles = tiled.tiles(image.width(), image.height());
            try (Progress progress = output.progress(picture.name() + ", tile", tiles)) {
                return tiled.segment(image, wanted, (done, of) -> progress.step());
            }
        };
    }

    private TiledSegmenter tiled(MaskRcnn network) {
        try {
            return new TiledSegmenter(network, Objects.requireNonNull(tile), overlap);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("--" + wrong.getMessage());
        }
    }

    private void requireKnown(MaskRcnn network) {
        try {
            network.requireClasses(classes);
        } catch (IllegalArgumentException unknown) {
            throw new UsageException("--class: " + unknown.getMessage());
        }
    }

    private void segment(
            PictureFile picture,
            long id,
            ReadOptions reading,
            PictureSegmenter segmenter,
            CocoDocument document,
            SavedFormats saved)
            throws IOException {
        Image image = Images.read(picture.path(), reading);
        Segmentation found = segmenter.segment(picture, image);
        if (!noPictures) {
            Path overlay = out.resolve(OverlayNames.of(picture.name()));
            if (Files.exists(overlay) && Files.isSameFile(overlay, picture.path())) {
                throw new CommandException(
                        overlay + ": the overlay would replace the picture itself; choose another folder with --out");
            }
            Files.createDirectories(overlay.toAbsolutePath().getParent());
            Images.write(found.drawOn(image), overlay);
        }
        saved.add(picture, id, found);
        document.add(id, picture.name(), found);
    }

    private void write(CocoDocument document) throws IOException {
        if (options.json().isPresent()) {
            options.writeJson(document.document());
        } else {
            new JsonTarget(options.terminal(), out.resolve(JSON_NAME).toString()).write(document.document());
        }
        if (results != null) {
            new JsonTarget(options.terminal(), results).write(document.results());
        }
    }

    private void summarise(Output output, int done, int failures, int detections) {
        output.note(Counted.of(done, "picture") + ", " + Counted.of(detections, "detection") + " scoring " + score
                + " or more"
                + (noPictures ? "" : "; pictures in " + out)
                + (options.json().isPresent() ? "" : ", " + out.resolve(JSON_NAME))
                + (failures == 0 ? "" : "; " + failures + " could not be used (above)"));
        if (detections == 0 && done > 0) {
            output.note("note: a lower --score shows more; mrcnn inspect says what became of the others");
        }
    }
}
