package maskrcnn4j.dataset.write;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.io.JsonOutput;
import maskrcnn4j.file.AtomicFile;
import maskrcnn4j.mask.Box;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * COCO's JSON: {@code instances.json}, or {@code annotations/instances_SPLIT.json} for each split; pictures in
 * {@code images}. Masks that were drawn stay polygons, others are compressed run lengths, those of crowds plain ones, as
 * in COCO's own files. Holds everything.
 */
final class CocoWriter implements AnnotationWriter {
    private final Path target;
    private final List<Category> categories;
    private final PictureTransfer transfer;

    private final List<OutputPicture> pictures = new ArrayList<>();
    private AtomicFile.@Nullable Pending file;
    private @Nullable JsonGenerator json;
    private long nextId = 1;

    CocoWriter(Path target, List<Category> categories, PictureTransfer transfer) {
        this.target = target;
        this.categories = categories;
        this.transfer = transfer;
    }

    @Override
    public void begin(String split) throws IOException {
        end();
        Path path = split.isEmpty()
                ? target.resolve("instances.json")
                : target.resolve("annotations").resolve("instances_" + split + ".json");
        file = AtomicFile.begin(path);
        json = JsonOutput.generator(file.open());
        json.writeStartObject();
        json.writeName("categories");
        json.writeStartArray();
        for (Category category : categories) {
            json.writeStartObject();
            json.writeNumberProperty("id", category.id());
            json.writeStringProperty("name", category.name());
            json.writeStringProperty("supercategory", category.supercategory());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeName("annotations");
        json.writeStartArray();
    }

    @Override
    public void add(OutputPicture picture) throws IOException {
        if (json == null) {
            begin("");
        }
        transfer.bring(picture.source(), target.resolve("images").resolve(picture.name()));
        pictures.add(new OutputPicture(
                picture.id(), picture.source(), picture.name(), picture.width(), picture.height(), List.of()));
        JsonGenerator out = java.util.Objects.requireNonNull(json);
        JsonOutput.guarded(() -> {
            for (OutputObject object : picture.objects()) {
                annotation(out, picture, object);
            }
        });
    }

    private void annotation(JsonGenerator out, OutputPicture picture, OutputObject object) {
        out.writeStartObject();
        out.writeNumberProperty("id", nextId++);
        out.writeNumberProperty("image_id", picture.id());
        out.writeNumberProperty("category_id", object.category().id());
        out.writeNumberProperty("iscrowd", object.crowd() ? 1 : 0);
        out.writeName("area");
        JsonOutput.number(out, object.area());
        out.writeName("bbox");
        Box box = object.box();
        JsonOutput.numbers(out, box.x1(), box.y1(), box.width(), box.height());
        if (object.score().isPresent()) {
            out.writeNumberProperty("score", object.score().getAsDouble());
        }
        out.writeName("segmentation");
        segmentation(out, object);
        out.writeEndObject();
    }

    private static void segmentation(JsonGenerator out, OutputObject object) {
        if (!object.outlines().isEmpty() && !object.crowd()) {
            out.writeStartArray();
            object.outlines().forEach(ring -> JsonOutput.numbers(out, ring));
            out.writeEndArray();
            return;
        }
        out.writeStartObject();
        out.writeName("size");
        JsonOutput.numbers(out, object.pixels().height(), object.pixels().width());
        if (object.crowd()) {
            out.writeName("counts");
            out.writeStartArray();
            for (int run : object.pixels().counts()) {
                out.writeNumber(run);
            }
            out.writeEndArray();
        } else {
            out.writeStringProperty("counts", object.pixels().toCompressed());
        }
        out.writeEndObject();
    }

    private void end() throws IOException {
        if (json == null || file == null) {
            return;
        }
        try (JsonGenerator out = json) {
            JsonOutput.guarded(() -> {
                out.writeEndArray();
                out.writeName("images");
                out.writeStartArray();
                for (OutputPicture picture : pictures) {
                    out.writeStartObject();
                    out.writeNumberProperty("id", picture.id());
                    out.writeStringProperty("file_name", picture.name());
                    out.writeNumberProperty("width", picture.width());
                    out.writeNumberProperty("height", picture.height());
                    out.writeEndObject();
                }
                out.writeEndArray();
                out.writeEndObject();
                out.close();
            });
        }
        pictures.clear();
        file.commit();
        file = null;
        json = null;
    }

    @Override
    public void finish() throws IOException {
        if (json == null && nextId == 1) {
            begin("");
        }
        end();
    }

    @Override
    public void close() throws IOException {
        if (json != null && file != null) {
            json.close();
            file.close();
        }
    }
}
