package maskrcnn4j.dataset.via;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.ReadProblem;
import maskrcnn4j.dataset.io.CategoryNames;
import maskrcnn4j.dataset.io.ObjectAdder;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.image.ImageInfo;

/** One reading of the VIA files of a data set. */
final class ViaReading {
    private static final List<String> CLASS_ATTRIBUTES =
            List.of("name", "class", "label", "category", "type", "object");
    private static final String INSTANCE_ATTRIBUTE = "instance";

    private final Path root;
    private final ReadOptions options;
    private final CategoryNames names;
    private final DatasetBuilder builder;
    private final ObjectAdder objects;

    ViaReading(Path path, Path root, ReadOptions options) {
        this.root = root;
        this.options = options;
        names = new CategoryNames(options.classes());
        builder = new DatasetBuilder(path.toString(), options.images().orElse(root));
        objects = new ObjectAdder(builder, options.masks());
    }

    /**
     * Reads the files; of those that are not wanted only the names of classes, so that classes get the same ids in all
     * splits.
     */
    Dataset read(Map<Path, Boolean> files) throws IOException {
        for (Map.Entry<Path, Boolean> entry : files.entrySet()) {
            Path file = entry.getKey();
            List<ViaPicture> pictures = ViaFile.read(file);
            Optional<String> attribute = classAttribute(file, pictures);
            for (ViaPicture picture : pictures) {
                if (entry.getValue()) {
                    addOrReport(file, picture, attribute);
                } else {
                    picture.regions().forEach(region -> names.place(className(region, attribute)));
                }
            }
        }
        names.warnOfUnseen(root, options.problems());
        names.categories().forEach(builder::addCategory);
        return builder.build();
    }

    private void addOrReport(Path file, ViaPicture picture, Optional<String> attribute) throws IOException {
        try {
            add(file, picture, attribute);
        } catch (DatasetException e) {
            options.problems().report(ReadProblem.error(e));
        }
    }

    private void add(Path file, ViaPicture picture, Optional<String> attribute) throws IOException {
        Path folder = options.images().orElse(file.toAbsolutePath().getParent());
        Path path = PictureFiles.resolve(file, folder, picture.fileName());
        ImageInfo info = PictureFiles.probeFor(file, picture.place(), path);
        String fileName = PictureFiles.relative(options.images().orElse(root), path);
        int sample = builder.addSample(builder.sampleCount() + 1L, fileName, info.width(), info.height());
        for (List<ViaRegion> regions : objects(file, picture, attribute)) {
            int category = names.place(className(regions.get(0), attribute));
            if (category >= 0) {
                objects.add(sample, category, info.height(), info.width(), mask(regions), false);
            }
        }
    }

    private static InstanceMask mask(List<ViaRegion> regions) {
        List<double[]> rings = new ArrayList<>();
        for (ViaRegion region : regions) {
            InstanceMask mask = region.mask();
            if (mask instanceof InstanceMask.Polygons polygons) {
                rings.addAll(polygons.rings());
            } else {
                return mask;
            }
        }
        return new InstanceMask.Polygons(rings);
    }

    /** The regions object by object, in the order of their first regions. */
    private List<List<ViaRegion>> objects(Path file, ViaPicture picture, Optional<String> attribute)
            throws DatasetException {
        Map<String, List<ViaRegion>> objects = new LinkedHashMap<>();
        for (ViaRegion region : picture.regions()) {
            if (!region.hasArea()) {
                options.problems()
                        .report(ReadProblem.note(
                                file,
                                region.place(),
                                "is a " + region.shape() + ", which has no inside, and is left out",
                                ""));
                continue;
            }
            String instance = region.attributes().getOrDefault(INSTANCE_ATTRIBUTE, "");
            String key = instance.isEmpty() ? region.place() : className(region, attribute) + "\n" + instance;
            objects.computeIfAbsent(key, unused -> new ArrayList<>()).add(region);
        }
        return List.copyOf(objects.values());
    }

    private String className(ViaRegion region, Optional<String> attribute) {
        if (attribute.isEmpty()) {
            return options.classes().size() == 1 ? options.classes().get(0) : ViaFormat.NAMELESS;
        }
        String name = region.attributes().getOrDefault(attribute.get(), "");
        return name.isEmpty() ? ViaFormat.NAMELESS : name;
    }

    /** The attribute that holds the class, the same for a whole file. */
    private static Optional<String> classAttribute(Path file, List<ViaPicture> pictures) throws DatasetException {
        Set<String> found = new LinkedHashSet<>();
        for (ViaPicture picture : pictures) {
            for (ViaRegion region : picture.regions()) {
                found.addAll(region.attributes().keySet());
            }
        }
        for (String usual : CLASS_ATTRIBUTES) {
            for (String attribute : found) {
                if (attribute.toLowerCase(Locale.ROOT).equals(usual)) {
                    return Optional.of(attribute);
                }
            }
        }
        found.remove(INSTANCE_ATTRIBUTE);
        if (found.size() > 1) {
            throw DatasetException.of(
                    file,
                    "region_attributes",
                    "none of the attributes " + String.join(", ", found) + " is known to hold the class",
                    "rename the one that does to \"name\"");
        }
        return found.stream().findFirst();
    }
}
