package maskrcnn4j.dataset.labelme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.dataset.io.CategoryNames;
import maskrcnn4j.dataset.io.JsonSniff;
import maskrcnn4j.dataset.io.ObjectAdder;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.image.ImageInfo;

/**
 * LabelMe: one JSON file for each picture, in one folder or in one folder for each split. Shapes that share class and
 * {@code group_id} are one object; polygons, rectangles, circles and masks are taken, lines and points are left out with
 * a note.
 */
public final class LabelMeFormat implements DatasetFormat {

    @Override
    public String name() {
        return "labelme";
    }

    @Override
    public boolean recognises(Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            return isLabelMe(path);
        }
        return isFolderOf(path) || !splits(path).isEmpty();
    }

    @Override
    public List<String> splits(Path path) throws IOException {
        if (!Files.isDirectory(path) || isFolderOf(path)) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (Path folder : PictureFiles.folders(path)) {
            if (isFolderOf(folder)) {
                names.add(folder.getFileName().toString());
            }
        }
        return names;
    }

    private static boolean isFolderOf(Path folder) throws IOException {
        List<Path> files = jsonFiles(folder);
        return !files.isEmpty() && isLabelMe(files.get(0));
    }

    private static boolean isLabelMe(Path file) throws IOException {
        return file.getFileName().toString().endsWith(".json")
                && JsonSniff.keys(file).containsKey("shapes");
    }

    private static List<Path> jsonFiles(Path folder) throws IOException {
        return PictureFiles.files(folder).stream()
                .filter(file -> file.getFileName().toString().endsWith(".json"))
                .toList();
    }

    @Override
    public Dataset read(Path path, ReadOptions options) throws IOException {
        Path root = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
        return new Reading(path, root, options).read();
    }

    private static final class Reading {
        private final Path path;
        private final Path root;
        private final ReadOptions options;
        private final CategoryNames names;
        private final DatasetBuilder builder;
        private final ObjectAdder objects;

        Reading(Path path, Path root, ReadOptions options) {
            this.path = path;
            this.root = root;
            this.options = options;
            names = new CategoryNames(options.classes());
            builder = new DatasetBuilder(path.toString(), options.images().orElse(root));
            objects = new ObjectAdder(builder, options.masks());
        }

        Dataset read() throws IOException {
            if (Files.isRegularFile(path)) {
                add(path);
            } else {
                List<String> splits = new LabelMeFormat().splits(path);
                List<Path> folders = splits.isEmpty()
                        ? List.of(path)
                        : splits.stream().map(path::resolve).toList();
                for (Path folder : folders) {
                    boolean wanted = options.split().isEmpty()
                            || folder.getFileName()
                                    .toString()
                                    .equals(options.split().get());
                    for (Path file : jsonFiles(folder)) {
                        // Other splits are read as well, so that classes get the same ids in all of them.
                        addOrReport(file, wanted);
                    }
                }
            }
            names.warnOfUnseen(path, options.problems());
            names.categories().forEach(builder::addCategory);
            return builder.build();
        }

        private void addOrReport(Path file, boolean wanted) throws IOException {
            try {
                if (wanted) {
                    add(file);
                } else {
                    LabelMeFile.read(file).shapes().forEach(shape -> names.place(shape.label()));
                }
            } catch (DatasetException e) {
                if (wanted) {
                    options.problems().report(ReadProblem.error(e));
                }
            }
        }

        private void add(Path file) throws IOException {
            LabelMeFile read = LabelMeFile.read(file);
            if (read.imagePath().isEmpty()) {
                throw DatasetException.of(file, "", "names no picture", "set \"imagePath\"");
            }
            Path beside = PictureFiles.resolve(file, file.toAbsolutePath().getParent(), read.imagePath());
            Path picture = options.images().isPresent()
                    ? options.images().get().resolve(beside.getFileName().toString())
                    : beside;
            int[] size = size(read, picture);
            String fileName = PictureFiles.relative(options.images().orElse(root), picture);
            int sample = builder.addSample(builder.sampleCount() + 1L, fileName, size[0], size[1]);
            for (List<LabelMeShape> shapes : objects(read)) {
                int category = names.place(shapes.get(0).label());
                if (category >= 0) {
                    objects.add(sample, category, size[1], size[0], ShapeMasks.mask(shapes, size[1], size[0]), false);
                }
            }
        }

        private static int[] size(LabelMeFile read, Path picture) throws IOException {
            if (read.width() > 0 && read.height() > 0) {
                PictureFiles.requirePixels(read.file(), read.width(), read.height());
                return new int[] {read.width(), read.height()};
            }
            ImageInfo info = PictureFiles.probeFor(read.file(), "imageWidth", picture);
            return new int[] {info.width(), info.height()};
        }

        /** The shapes object by object, in the order of their first shapes. */
        private List<List<LabelMeShape>> objects(LabelMeFile read) throws DatasetException {
            Map<String, List<LabelMeShape>> objects = new LinkedHashMap<>();
            for (LabelMeShape shape : read.shapes()) {
                if (ShapeMasks.WITHOUT_AREA.contains(shape.type())) {
                    options.problems()
                            .report(ReadProblem.note(
                                    read.file(),
                                    shape.place(),
                                    "is a " + shape.type() + ", which has no inside, and is left out",
                                    ""));
                    continue;
                }
                Optional<String> group = shape.group();
                String key = group.isPresent() ? shape.label() + "\n" + group.get() : shape.place();
                objects.computeIfAbsent(key, unused -> new ArrayList<>()).add(shape);
            }
            return List.copyOf(objects.values());
        }
    }
}
