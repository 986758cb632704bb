package maskrcnn4j.dataset.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.Instance;
import maskrcnn4j.dataset.InstanceMask;
import maskrcnn4j.dataset.MaskKind;
import maskrcnn4j.dataset.ProgressListener;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.dataset.check.MaskProbe;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.dataset.write.AnnotationFormats;
import maskrcnn4j.dataset.write.AnnotationWriter;
import maskrcnn4j.dataset.write.Losses;
import maskrcnn4j.dataset.write.OutputNames;
import maskrcnn4j.dataset.write.OutputObject;
import maskrcnn4j.dataset.write.OutputPicture;
import maskrcnn4j.dataset.write.PictureTransfer;
import maskrcnn4j.file.AtomicFolder;
import maskrcnn4j.image.ImageInfo;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;

/**
 * Converts a data set, split by split. Objects whose mask cannot be used are left out and counted; classes get the same
 * numbers in all splits.
 */
public final class DatasetConverter {
    private final DatasetFormat format;
    private final ReadOptions options;
    private final PictureTransfer transfer;
    private final ProgressListener progress;
    private final Losses losses = new Losses();
    private final OutputNames names = new OutputNames();
    private int pictures;
    private int objects;

    /**
     * What was written.
     *
     * @param pictures how many pictures
     * @param objects how many objects were handed to the writer; of those it could not hold, {@code losses} tells
     * @param losses what is not as it was, one line for each kind
     */
    public record Result(int pictures, int objects, List<String> losses) {}

    /**
     * Converts what is in one format.
     *
     * @param format the format of the source
     * @param options how it is read
     * @param transfer what becomes of the pictures
     */
    public DatasetConverter(
            DatasetFormat format, ReadOptions options, PictureTransfer transfer, ProgressListener progress) {
        this.format = format;
        this.options = options;
        this.transfer = transfer;
        this.progress = progress;
    }

    /**
     * Converts a data set into a folder, which is there afterwards as a whole or not at all if it was new or empty.
     *
     * @param target the format that is written, one of {@link AnnotationFormats#DATASETS}
     * @throws IOException if the source cannot be read, or the target not be written; one line
     */
    public Result convert(Path source, String target, Path folder) throws IOException {
        Map<String, Dataset> parts = read(source);
        Map<String, Category> categories = categories(parts.values());
        try (AtomicFolder whole = AtomicFolder.begin(folder);
                AnnotationWriter writer =
                        AnnotationFormats.open(target, folder, List.copyOf(categories.values()), transfer, losses)) {
            for (Map.Entry<String, Dataset> part : parts.entrySet()) {
                writer.begin(part.getKey());
                write(part.getValue(), categories, writer);
            }
            writer.finish();
            whole.commit();
        }
        return new Result(pictures, objects, losses.lines());
    }

    private Map<String, Dataset> read(Path source) throws IOException {
        List<String> splits = options.split().map(List::of).orElse(format.splits(source));
        Map<String, Dataset> parts = new LinkedHashMap<>();
        if (splits.isEmpty()) {
            parts.put("", DatasetFormats.read(format, source, options));
        }
        for (String split : splits) {
            parts.put(split, DatasetFormats.read(format, source, options.withSplit(split)));
        }
        return parts;
    }

    /** Classes of all parts by name. They keep their ids where these do not collide. */
    private static Map<String, Category> categories(Iterable<Dataset> parts) {
        Map<String, Category> byName = new LinkedHashMap<>();
        Map<Long, String> byId = new LinkedHashMap<>();
        for (Dataset part : parts) {
            for (Category category : part.categories()) {
                if (!byName.containsKey(category.name())) {
                    long id = category.id();
                    for (long other = 1; byId.containsKey(id); other++) {
                        id = other;
                    }
                    byId.put(id, category.name());
                    byName.put(category.name(), new Category(id, category.name(), category.supercategory()));
                }
            }
        }
        return byName;
    }

    private void write(Dataset dataset, Map<String, Category> categories, AnnotationWriter writer) throws IOException {
        progress.begin("converting", dataset.size());
        losses.count(
                "object",
                "objects",
                "left out: of a picture or class that is not listed",
                dataset.strays().size());
        for (Sample sample : dataset.samples()) {
            Path source = PictureFiles.resolve(Path.of(dataset.name()), dataset.imageFolder(), sample.fileName());
            int width = sample.width();
            int height = sample.height();
            if (width < 1 || height < 1) {
                ImageInfo info = PictureFiles.probeFor(Path.of(dataset.name()), sample.fileName(), source);
                width = info.width();
                height = info.height();
            }
            PictureFiles.requirePixels(Path.of(dataset.name()), width, height);
            List<OutputObject> written = new ArrayList<>();
            for (Instance instance : sample.instances()) {
                object(instance, categories, height, width).ifPresent(written::add);
            }
            String name = names.name(source, sample.fileName());
            writer.add(new OutputPicture(++pictures, source, name, width, height, written));
            objects += written.size();
            progress.advance(1);
        }
    }

    private Optional<OutputObject> object(Instance instance, Map<String, Category> categories, int height, int width) {
        InstanceMask mask = instance.mask();
        MaskProbe probe = MaskProbe.of(mask, height, width);
        if (probe.pixels().isEmpty()) {
            losses.count(
                    "object",
                    "objects",
                    "left out: their masks are missing, broken or empty (see mrcnn data check)",
                    1);
            return Optional.empty();
        }
        Rle pixels = probe.pixels().get();
        boolean drawn = instance.maskKind() == MaskKind.POLYGONS;
        Box box = instance.hasBox()
                ? Box.ofXywh(instance.x(), instance.y(), instance.width(), instance.height())
                : pixels.boundingBox();
        return Optional.of(new OutputObject(
                categories.get(instance.category().name()),
                pixels,
                drawn ? probe.goodRings() : List.of(),
                box,
                instance.hasArea() ? instance.area() : pixels.area(),
                instance.crowd(),
                OptionalDouble.empty()));
    }
}
