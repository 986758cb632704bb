package maskrcnn4j.dataset.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ProgressListener;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.dataset.formats.CocoFolderFormat;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.dataset.io.ParallelWork;
import maskrcnn4j.image.ImageException;

/**
 * The linter: reads data sets as far as they can be read and looks at every picture and every object. Parts of a divided
 * data set are looked at one by one and then side by side.
 */
public final class DatasetCheck {
    private final Optional<DatasetFormat> format;
    private final ReadOptions options;
    private final int threads;
    private final ProgressListener progress;

    private final List<CheckReport.Part> parts = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final SplitCheck splits = new SplitCheck();
    private boolean compareSplits;

    private record Source(Path path, String split, DatasetFormat format) {}

    private record SampleResult(PictureCheck.Result picture, List<Finding> objects, Map<Integer, ObjectFix> fixes) {}

    private DatasetCheck(Optional<DatasetFormat> format, ReadOptions options, int threads, ProgressListener progress) {
        this.format = format;
        this.options = options;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * Looks at data sets.
     *
     * @param paths files and folders; several are compared as parts of one whole
     * @param format the format they are in; empty finds it out
     * @param options how they are read; problems are taken here
     * @param threads how many pictures are looked at side by side
     * @throws IOException if a path is there but the machine fails to read it
     */
    public static CheckReport check(
            List<Path> paths,
            Optional<DatasetFormat> format,
            ReadOptions options,
            int threads,
            ProgressListener progress)
            throws IOException {
        return new DatasetCheck(format, options, threads, progress).run(paths);
    }

    private CheckReport run(List<Path> paths) throws IOException {
        List<Source> sources = new ArrayList<>();
        for (Path path : paths) {
            try {
                sources.addAll(sources(path));
            } catch (DatasetException e) {
                findings.add(finding(ReadProblem.error(e)));
            }
        }
        compareSplits = sources.stream()
                        .map(source -> SplitCheck.role(roleName(source)))
                        .flatMap(Optional::stream)
                        .distinct()
                        .count()
                > 1;
        for (Source source : sources) {
            look(source);
        }
        findings.addAll(splits.findings());
        return new CheckReport(parts, findings);
    }

    private List<Source> sources(Path path) throws IOException {
        DatasetFormat known = format.isPresent() ? format.get() : DatasetFormats.recognise(path);
        List<String> names = options.split().map(List::of).orElse(known.splits(path));
        if (names.isEmpty()) {
            return List.of(new Source(path, "", known));
        }
        List<Source> sources = new ArrayList<>();
        for (String name : names) {
            sources.add(new Source(path, name, known));
        }
        return sources;
    }

    private static String roleName(Source source) {
        return source.split().isEmpty() ? source.path().getFileName().toString() : source.split();
    }

    private void look(Source source) throws IOException {
        ReadOptions lenient = options.withProblems(problem -> findings.add(finding(problem)));
        Dataset dataset;
        try {
            ReadOptions part = source.split().isEmpty() ? lenient : lenient.withSplit(source.split());
            dataset = DatasetFormats.read(source.format(), source.path(), part);
        } catch (DatasetException | ImageException e) {
            DatasetException failure =
                    e instanceof DatasetException ours ? ours : new DatasetException(e.getMessage(), e);
            findings.add(finding(ReadProblem.error(failure)));
            return;
        }
        boolean coco = source.format() instanceof CocoFolderFormat;
        findings.addAll(TableCheck.check(dataset, coco));
        look(source, dataset, coco);
    }

    private void look(Source source, Dataset dataset, boolean coco) throws IOException {
        EntryNames names = new EntryNames(dataset, coco);
        PictureCheck pictures = new PictureCheck(dataset, names, new NearestFile(), coco, compareSplits);
        ObjectCheck objects = new ObjectCheck(dataset, names, coco);
        String what = source.split().isEmpty() ? "pictures" : "pictures of " + source.split();
        progress.begin("checking " + what, dataset.size());
        List<SampleResult> results = ParallelWork.map(threads, dataset.size(), sample -> {
            PictureCheck.Result picture = pictures.check(sample);
            Map<Integer, ObjectFix> fixes = new HashMap<>();
            List<Finding> found = picture.width() > 0 && picture.height() > 0
                    ? objects.check(sample, picture.height(), picture.width(), fixes)
                    : List.of();
            progress.advance(1);
            return new SampleResult(picture, found, fixes);
        });
        Map<Integer, ObjectFix> fixes = new HashMap<>();
        for (int sample = 0; sample < results.size(); sample++) {
            SampleResult result = results.get(sample);
            findings.addAll(result.picture().findings());
            findings.addAll(result.objects());
            fixes.putAll(result.fixes());
            if (result.picture().digest().isPresent()) {
                splits.add(
                        dataset.name(),
                        roleName(source),
                        dataset.fileName(sample),
                        result.picture().digest().get());
            }
        }
        dataset.strays()
                .forEach(stray ->
                        fixes.put(stray.instance(), new ObjectFix.Drop("its image or category is not listed")));
        int dropped = (int) fixes.values().stream()
                .filter(fix -> fix instanceof ObjectFix.Drop)
                .count();
        int count = dataset.instances().count();
        Path file = source.format() instanceof CocoFolderFormat folder
                ? folder.file(source.path(), source.split())
                : source.path();
        parts.add(new CheckReport.Part(
                file, source.split(), source.format().name(), dataset.size(), count, count - dropped, fixes));
    }

    private static Finding finding(ReadProblem problem) {
        FindingKind kind = switch (problem.severity()) {
            case ERROR -> FindingKind.UNREADABLE;
            case WARNING -> FindingKind.DOUBTFUL;
            case NOTE -> FindingKind.LEFT_OUT;
        };
        DatasetException said = problem.exception();
        return new Finding(kind, said.file().map(Path::toString).orElse(""), said.entry(), said.fault(), said.remedy());
    }
}
