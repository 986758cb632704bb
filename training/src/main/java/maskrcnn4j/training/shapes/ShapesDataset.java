package maskrcnn4j.training.shapes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetBuilder;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.dataset.InstanceTableBuilder;
import maskrcnn4j.dataset.write.AnnotationFormats;
import maskrcnn4j.dataset.write.AnnotationWriter;
import maskrcnn4j.dataset.write.Losses;
import maskrcnn4j.dataset.write.OutputObject;
import maskrcnn4j.dataset.write.OutputPicture;
import maskrcnn4j.dataset.write.PictureTransfer;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.mask.Box;
import maskrcnn4j.training.loader.PictureSource;

/**
 * A number of drawn pictures as a data set. The objects are in memory; pictures are drawn when somebody asks, so that ten
 * thousand of them take no room.
 */
public final class ShapesDataset implements PictureSource {
    private static final String SPLIT_FOLDER = "images";

    private final ShapesGenerator generator;
    private final long first;
    private final Dataset dataset;

    /**
     * A data set of these pictures.
     *
     * @param first the number of the first picture; data sets of numbers that do not meet share no picture
     * @param count how many there are
     */
    public ShapesDataset(ShapesGenerator generator, long first, int count) {
        this.generator = generator;
        this.first = first;
        dataset = build(count);
    }

    private Dataset build(int count) {
        DatasetBuilder builder = new DatasetBuilder("shapes", Path.of(SPLIT_FOLDER));
        categories().forEach(builder::addCategory);
        List<List<ShapesPicture.Shape>> pictures = IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> generator.objects(first + i))
                .toList();
        InstanceTableBuilder objects = builder.instances();
        long id = 1;
        for (int i = 0; i < count; i++) {
            builder.addSample(
                    i + 1L, name(i), generator.spec().width(), generator.spec().height());
            for (ShapesPicture.Shape shape : pictures.get(i)) {
                Box box = shape.visible().boundingBox();
                objects.box(box.x1(), box.y1(), box.width(), box.height())
                        .area(shape.visible().area())
                        .mask(InstanceMasks.runs(shape.visible()))
                        .add(id++, i, shape.kind().ordinal());
            }
        }
        return builder.build();
    }

    /** The categories, in the order of {@link ShapeKind}. */
    public static List<Category> categories() {
        return Arrays.stream(ShapeKind.values()).map(ShapeKind::category).toList();
    }

    /** Categories, pictures and objects. */
    public Dataset dataset() {
        return dataset;
    }

    /** Draws a picture of the data set. */
    @Override
    public Image read(int sample) {
        return generator.picture(first + sample).image();
    }

    private String name(int sample) {
        return "%06d.png".formatted(first + sample);
    }

    /**
     * Writes pictures and annotations in COCO's format: {@code images}, and {@code annotations/instances_SPLIT.json} for
     * each split.
     *
     * @param splits names of the splits, and the data set of each
     */
    public static void write(Path folder, List<String> splits, List<ShapesDataset> parts) throws IOException {
        try (AnnotationWriter writer =
                AnnotationFormats.open("coco", folder, categories(), PictureTransfer.NONE, new Losses())) {
            for (int split = 0; split < splits.size(); split++) {
                writer.begin(splits.get(split));
                parts.get(split).writeTo(folder, writer);
            }
            writer.finish();
        }
    }

    private void writeTo(Path folder, AnnotationWriter writer) throws IOException {
        for (int i = 0; i < dataset.size(); i++) {
            ShapesPicture picture = generator.picture(first + i);
            Path file = folder.resolve(SPLIT_FOLDER).resolve(name(i));
            Images.write(picture.image(), file);
            List<OutputObject> objects = picture.objects().stream()
                    .map(shape -> new OutputObject(
                            shape.kind().category(),
                            shape.visible(),
                            List.of(),
                            shape.visible().boundingBox(),
                            shape.visible().area(),
                            false,
                            OptionalDouble.empty()))
                    .toList();
            writer.add(new OutputPicture(
                    first + i + 1,
                    file,
                    name(i),
                    picture.image().width(),
                    picture.image().height(),
                    objects));
        }
    }
}
