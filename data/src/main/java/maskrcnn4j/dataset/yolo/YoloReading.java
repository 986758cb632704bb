package maskrcnn4j.dataset.yolo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.dataset.io.CategoryNames;
import maskrcnn4j.dataset.io.ObjectAdder;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.dataset.io.TextFiles;
import maskrcnn4j.image.ImageInfo;

/** One reading of a data set in YOLO's form. */
final class YoloReading {
    private static final Path IMAGES = Path.of("images");
    private static final Path LABELS = Path.of("labels");

    private final YoloConfig config;
    private final ReadOptions options;
    private final Path root;
    private final CategoryNames names;
    private final DatasetBuilder builder;
    private final ObjectAdder objects;

    YoloReading(Path path, YoloConfig config, ReadOptions options) {
        this.config = config;
        this.options = options;
        root = config.file().toAbsolutePath().getParent();
        names = new CategoryNames(options.classes().isEmpty() ? config.names() : options.classes());
        builder = new DatasetBuilder(path.toString(), root);
        objects = new ObjectAdder(builder, options.masks());
    }

    Dataset read() throws IOException {
        CategoryNames.requireKnown(config.file(), options.classes(), config.names());
        Set<Path> pictures = new LinkedHashSet<>();
        for (Map.Entry<String, List<Path>> split : config.splits().entrySet()) {
            if (options.split().isEmpty() || options.split().get().equals(split.getKey())) {
                for (Path path : split.getValue()) {
                    pictures.addAll(pictures(split.getKey(), path));
                }
            }
        }
        for (Path picture : pictures) {
            try {
                add(picture);
            } catch (DatasetException e) {
                options.problems().report(ReadProblem.error(e));
            }
        }
        warnOfLostLabels(pictures);
        names.categories().forEach(builder::addCategory);
        return builder.build();
    }

    /** The pictures of a folder and all folders below it, or of a list. */
    private List<Path> pictures(String split, Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (Stream<Path> all = Files.walk(path)) {
                return all.filter(Files::isRegularFile)
                        .filter(PictureFiles::isPicture)
                        .sorted()
                        .toList();
            }
        }
        if (!Files.isRegularFile(path)) {
            throw DatasetException.of(
                    config.file(), split, "names " + path + ", which does not exist", "correct the path");
        }
        List<Path> listed = new ArrayList<>();
        for (String line : TextFiles.names(path)) {
            listed.add(PictureFiles.resolve(path, path.toAbsolutePath().getParent(), line));
        }
        return listed;
    }

    private void add(Path picture) throws IOException {
        Path file = labelFile(picture);
        ImageInfo info = PictureFiles.probeFor(file, "", picture);
        int sample = builder.addSample(
                builder.sampleCount() + 1L, PictureFiles.relative(root, picture), info.width(), info.height());
        if (!Files.exists(file)) {
            return;
        }
        for (YoloLabels label : YoloLabels.read(file, config.names().size(), options.problems())) {
            int category = names.place(config.names().get(label.category()));
            if (category >= 0) {
                add(sample, category, label, info.width(), info.height());
            }
        }
    }

    private void add(int sample, int category, YoloLabels label, int width, int height) {
        double[] pixels = label.numbers().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] *= i % 2 == 0 ? width : height;
        }
        if (!label.isBox()) {
            objects.add(sample, category, height, width, new InstanceMask.Polygons(List.of(pixels)), false);
            return;
        }
        builder.instances()
                .box(pixels[0] - pixels[2] / 2, pixels[1] - pixels[3] / 2, pixels[2], pixels[3])
                .crowd(false)
                .add(builder.instances().count() + 1L, sample, category);
    }

    /** Where the labels of a picture stand: {@code images} in its path becomes {@code labels}. */
    private static Path labelFile(Path picture) {
        Path folder = picture.toAbsolutePath().getParent();
        Path moved = folder;
        for (int i = folder.getNameCount() - 1; i >= 0; i--) {
            if (folder.getName(i).equals(IMAGES)) {
                Path before = i == 0 ? folder.getRoot() : folder.getRoot().resolve(folder.subpath(0, i));
                Path after = before.resolve(LABELS);
                moved = i == folder.getNameCount() - 1
                        ? after
                        : after.resolve(folder.subpath(i + 1, folder.getNameCount()));
                break;
            }
        }
        return moved.resolve(PictureFiles.stem(picture) + ".txt");
    }

    private void warnOfLostLabels(Set<Path> pictures) throws IOException {
        Set<Path> folders = new TreeSet<>();
        Set<Path> known = new TreeSet<>();
        for (Path picture : pictures) {
            Path file = labelFile(picture);
            known.add(file);
            if (!file.getParent().equals(picture.toAbsolutePath().getParent())) {
                folders.add(file.getParent());
            }
        }
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            for (Path file : PictureFiles.files(folder)) {
                if (file.toString().endsWith(".txt") && !known.contains(file)) {
                    options.problems()
                            .report(ReadProblem.warning(
                                    file, "", "has labels, but there is no picture of this name", "bring the picture"));
                }
            }
        }
    }
}
