package maskrcnn4j.dataset.cityscapes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.dataset.io.IdPicture;
import maskrcnn4j.dataset.io.ObjectAdder;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.mask.Rle;

/**
 * Cityscapes: {@code leftImg8bit/SPLIT/CITY/..._leftImg8bit.png} and
 * {@code gtFine/SPLIT/CITY/..._gtFine_instanceIds.png}. Values from 1000 on are objects (class x 1000 + number); a value
 * below 1000 that is the id of a chosen class is a group whose members are not told apart, and becomes one crowd; all
 * else, void included, is background. Without a choice the eight classes that are scored are taken; category ids are
 * those of Cityscapes.
 */
public final class CityscapesFormat implements DatasetFormat {
    private static final String PICTURES = "leftImg8bit";
    private static final String TRUTH = "gtFine";
    private static final String TRUTH_ENDING = "_gtFine_instanceIds.png";
    private static final String PICTURE_ENDING = "_leftImg8bit.png";
    private static final int FIRST_OBJECT = 1000;

    @Override
    public String name() {
        return "cityscapes";
    }

    @Override
    public boolean recognises(Path path) throws IOException {
        return Files.isDirectory(path.resolve(TRUTH)) && !splits(path).isEmpty();
    }

    @Override
    public List<String> splits(Path path) throws IOException {
        Path truth = path.resolve(TRUTH);
        if (!Files.isDirectory(truth)) {
            return List.of();
        }
        List<String> splits = new ArrayList<>();
        for (Path split : PictureFiles.folders(truth)) {
            if (!truthFiles(split).isEmpty()) {
                splits.add(split.getFileName().toString());
            }
        }
        return splits;
    }

    private static List<Path> truthFiles(Path split) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path city : PictureFiles.folders(split)) {
            for (Path file : PictureFiles.files(city)) {
                if (file.getFileName().toString().endsWith(TRUTH_ENDING)) {
                    files.add(file);
                }
            }
        }
        return files;
    }

    /**
     * Where the picture of instance ids of a sample is.
     *
     * @param root the folder that holds {@code gtFine}
     * @param fileName the name of its picture, {@code SPLIT/CITY/..._leftImg8bit.png}
     * @throws DatasetException if the name is not of that form
     */
    public static Path truthOf(Path root, String fileName) throws DatasetException {
        if (!fileName.endsWith(PICTURE_ENDING)) {
            throw DatasetException.of(
                    root, "", "'" + fileName + "' is no picture of Cityscapes", "its name ends in " + PICTURE_ENDING);
        }
        String stem = fileName.substring(0, fileName.length() - PICTURE_ENDING.length());
        return root.resolve(TRUTH).resolve(stem + TRUTH_ENDING);
    }

    @Override
    public Dataset read(Path path, ReadOptions options) throws IOException {
        List<CityscapesLabel> labels = labels(path, options.classes());
        Path pictures = options.images().orElse(path.resolve(PICTURES));
        DatasetBuilder builder = new DatasetBuilder(path.toString(), pictures);
        Map<Integer, Integer> places = new HashMap<>();
        for (CityscapesLabel label : labels) {
            places.put(label.id(), builder.addCategory(new Category(label.id(), label.name())));
        }
        List<String> splits = splits(path);
        for (String split : splits) {
            if (options.split().isEmpty() || options.split().get().equals(split)) {
                for (Path file : truthFiles(path.resolve(TRUTH).resolve(split))) {
                    try {
                        add(file, pictures, split, places, builder, options);
                    } catch (DatasetException e) {
                        options.problems().report(ReadProblem.error(e));
                    }
                }
            }
        }
        return builder.build();
    }

    private static List<CityscapesLabel> labels(Path path, List<String> chosen) throws DatasetException {
        if (chosen.isEmpty()) {
            return CityscapesLabel.EVALUATED;
        }
        List<CityscapesLabel> labels = new ArrayList<>();
        for (String name : chosen) {
            Optional<CityscapesLabel> label = CityscapesLabel.ofName(name);
            if (label.isEmpty() || !label.get().instances()) {
                String known = String.join(
                        ", ",
                        CityscapesLabel.ALL.stream()
                                .filter(CityscapesLabel::instances)
                                .map(CityscapesLabel::name)
                                .toList());
                throw DatasetException.of(
                        path,
                        "",
                        label.isEmpty()
                                ? "class '" + name + "' is not one of Cityscapes"
                                : "class '" + name + "' has no instances in Cityscapes",
                        "choose among " + known);
            }
            labels.add(label.get());
        }
        return labels;
    }

    private static void add(
            Path file,
            Path pictures,
            String split,
            Map<Integer, Integer> places,
            DatasetBuilder builder,
            ReadOptions options)
            throws IOException {
        IdPicture truth = IdPicture.read(file);
        String name = file.getFileName().toString();
        String picture = split + "/" + file.getParent().getFileName() + "/"
                + name.substring(0, name.length() - TRUTH_ENDING.length()) + PICTURE_ENDING;
        truth.requireSizeOf(pictures.resolve(picture));
        int sample = builder.addSample(builder.sampleCount() + 1L, picture, truth.width(), truth.height());
        ObjectAdder objects = new ObjectAdder(builder, options.masks());
        for (Map.Entry<Integer, Rle> entry : truth.masks().entrySet()) {
            int id = entry.getKey();
            boolean group = id < FIRST_OBJECT;
            Integer category = places.get(group ? id : id / FIRST_OBJECT);
            if (category != null) {
                objects.add(sample, category, entry.getValue(), group);
            }
        }
    }
}
