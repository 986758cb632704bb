package maskrcnn4j.dataset.voc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.dataset.io.CategoryNames;
import maskrcnn4j.dataset.io.IdPicture;
import maskrcnn4j.dataset.io.ObjectAdder;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.dataset.io.TextFiles;
import maskrcnn4j.mask.Rle;

/**
 * Pascal VOC with {@code SegmentationObject} (value = number of the object) and {@code SegmentationClass} (value = class
 * from 1); 255 is void and belongs to nothing. Splits are the lists in
 * {@code ImageSets/Segmentation}, {@code trainval} left out. The names of the
 * classes come from {@code class_names.txt} (its first line is the background), else they are VOC's twenty.
 */
public final class VocFormat implements DatasetFormat {
    static final String OBJECTS = "SegmentationObject";
    static final String CLASSES = "SegmentationClass";
    static final String PICTURES = "JPEGImages";
    static final String ANNOTATIONS = "Annotations";
    static final String LISTS = "ImageSets/Segmentation";
    static final String NAMES = "class_names.txt";
    static final int VOID = 255;

    private static final String ALL = "trainval";
    private static final List<String> VOC_CLASSES = List.of(
            "aeroplane",
            "bicycle",
            "bird",
            "boat",
            "bottle",
            "bus",
            "car",
            "cat",
            "chair",
            "cow",
            "diningtable",
            "dog",
            "horse",
            "motorbike",
            "person",
            "pottedplant",
            "sheep",
            "sofa",
            "train",
            "tvmonitor");

    @Override
    public String name() {
        return "voc";
    }

    @Override
    public boolean recognises(Path path) {
        return Files.isDirectory(path.resolve(OBJECTS));
    }

    @Override
    public List<String> splits(Path path) throws IOException {
        Path lists = path.resolve(LISTS);
        if (!Files.isDirectory(lists)) {
            return List.of();
        }
        return PictureFiles.files(lists).stream()
                .filter(file -> file.toString().endsWith(".txt"))
                .map(PictureFiles::stem)
                .filter(split -> !split.equals(ALL))
                .toList();
    }

    private static Path list(Path path, String split) {
        return path.resolve(LISTS).resolve(split + ".txt");
    }

    @Override
    public Dataset read(Path path, ReadOptions options) throws IOException {
        return new Reading(path, options).read();
    }

    private final class Reading {
        private final Path path;
        private final ReadOptions options;
        private final List<String> classNames;
        private final CategoryNames names;
        private final DatasetBuilder builder;
        private final ObjectAdder objects;
        private final Path pictures;

        Reading(Path path, ReadOptions options) throws IOException {
            this.path = path;
            this.options = options;
            Path file = path.resolve(NAMES);
            List<String> lines = Files.isRegularFile(file) ? TextFiles.names(file) : List.of();
            classNames = lines.isEmpty() ? VOC_CLASSES : lines.subList(1, lines.size());
            CategoryNames.requireKnown(path, options.classes(), classNames);
            names = new CategoryNames(options.classes().isEmpty() ? classNames : options.classes());
            pictures = options.images().orElse(path.resolve(PICTURES));
            builder = new DatasetBuilder(path.toString(), pictures);
            objects = new ObjectAdder(builder, options.masks());
        }

        Dataset read() throws IOException {
            Map<String, Path> byStem = Files.isDirectory(pictures) ? PictureFiles.byStem(pictures) : Map.of();
            for (String stem : stems()) {
                try {
                    add(stem, byStem);
                } catch (DatasetException e) {
                    options.problems().report(ReadProblem.error(e));
                }
            }
            names.categories().forEach(builder::addCategory);
            return builder.build();
        }

        private Set<String> stems() throws IOException {
            List<String> splits =
                    options.split().isPresent() ? List.of(options.split().get()) : splits(path);
            Set<String> stems = new LinkedHashSet<>();
            for (String split : splits) {
                stems.addAll(TextFiles.names(list(path, split)));
            }
            if (splits.isEmpty()) {
                PictureFiles.in(path.resolve(OBJECTS)).forEach(file -> stems.add(PictureFiles.stem(file)));
            }
            return stems;
        }

        private void add(String stem, Map<String, Path> byStem) throws IOException {
            Path objectFile = PictureFiles.resolve(path, path.resolve(OBJECTS), stem + ".png");
            IdPicture numbers = IdPicture.read(objectFile);
            IdPicture classes = IdPicture.read(path.resolve(CLASSES).resolve(stem + ".png"));
            numbers.requireSameSize(classes);
            Path picture = byStem.getOrDefault(stem, pictures.resolve(stem + ".jpg"));
            numbers.requireSizeOf(picture);
            int sample = builder.addSample(
                    builder.sampleCount() + 1L,
                    PictureFiles.relative(pictures, picture),
                    numbers.width(),
                    numbers.height());
            List<String> found = new ArrayList<>();
            for (Map.Entry<Integer, Rle> entry : numbers.masks().entrySet()) {
                int id = entry.getKey();
                if (id != VOID) {
                    Rle pixels = entry.getValue();
                    String name = className(objectFile, id, classes.mostFrequent(pixels));
                    found.add(name);
                    int category = names.place(name);
                    if (category >= 0) {
                        objects.add(sample, category, pixels, false);
                    }
                }
            }
            compareWithAnnotation(stem, found);
        }

        private String className(Path file, int object, int value) throws DatasetException {
            if (value < 1 || value > classNames.size()) {
                throw DatasetException.of(
                        file,
                        "object " + object,
                        "lies on the value " + value + " of " + CLASSES + "; classes go from 1 to " + classNames.size(),
                        "name all classes in " + NAMES);
            }
            return classNames.get(value - 1);
        }

        /** As many masks as labels. */
        private void compareWithAnnotation(String stem, List<String> found) throws IOException {
            Path file = path.resolve(ANNOTATIONS).resolve(stem + ".xml");
            if (!Files.isRegularFile(file)) {
                return;
            }
            int labels = VocAnnotation.read(file).objects().size();
            if (labels != found.size()) {
                options.problems()
                        .report(ReadProblem.warning(
                                file,
                                "",
                                "has " + labels + " objects, but " + OBJECTS + "/" + stem + ".png has " + found.size()
                                        + " masks",
                                "the masks are taken"));
            }
        }
    }
}
