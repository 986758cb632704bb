package maskrcnn4j.dataset.write;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import maskrcnn4j.dataset.io.JsonOutput;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Contours;
import maskrcnn4j.mask.Rle;
import tools.jackson.core.JsonGenerator;

/**
 * LabelMe: one JSON file beside each picture, in a folder for each split. Parts of an object are polygons that share a
 * {@code group_id}; objects with holes are {@code mask} shapes. The score of a detection is its {@code description}.
 * Holds no crowds.
 */
final class LabelMeWriter implements AnnotationWriter {
    private static final String VERSION = "5.5.0";

    private final Path target;
    private final PictureTransfer transfer;
    private final Losses losses;
    private Path folder;

    LabelMeWriter(Path target, PictureTransfer transfer, Losses losses) {
        this.target = target;
        this.transfer = transfer;
        this.losses = losses;
        folder = target;
    }

    @Override
    public void begin(String split) {
        folder = split.isEmpty() ? target : target.resolve(split);
    }

    @Override
    public void add(OutputPicture picture) throws IOException {
        List<OutputObject> objects = CommonLosses.withoutCrowds(picture.objects(), losses);
        transfer.bring(picture.source(), folder.resolve(picture.name()));
        String imagePath =
                transfer == PictureTransfer.NONE ? PictureFiles.relative(folder, picture.source()) : picture.name();
        JsonOutput.write(folder.resolve(picture.stem() + ".json"), json -> {
            json.writeStartObject();
            json.writeStringProperty("version", VERSION);
            json.writeName("flags");
            json.writeStartObject();
            json.writeEndObject();
            json.writeName("shapes");
            json.writeStartArray();
            for (int i = 0; i < objects.size(); i++) {
                shapes(json, objects.get(i), i + 1);
            }
            json.writeEndArray();
            json.writeStringProperty("imagePath", imagePath);
            json.writeNullProperty("imageData");
            json.writeNumberProperty("imageHeight", picture.height());
            json.writeNumberProperty("imageWidth", picture.width());
            json.writeEndObject();
        });
    }

    private static void shapes(JsonGenerator json, OutputObject object, int number) throws IOException {
        List<double[]> rings = new ArrayList<>(object.outlines());
        if (rings.isEmpty()) {
            for (Contours.Part part : Contours.of(object.pixels()).parts()) {
                if (!part.holes().isEmpty()) {
                    mask(json, object);
                    return;
                }
                rings.add(part.outer());
            }
        }
        for (double[] ring : rings) {
            begin(json, object, "polygon", rings.size() > 1 ? number : 0);
            json.writeName("points");
            json.writeStartArray();
            for (int i = 0; i < ring.length; i += 2) {
                JsonOutput.numbers(json, ring[i], ring[i + 1]);
            }
            json.writeEndArray();
            json.writeNullProperty("mask");
            json.writeEndObject();
        }
    }

    private static void begin(JsonGenerator json, OutputObject object, String type, int group) {
        json.writeStartObject();
        json.writeStringProperty("label", object.category().name());
        json.writeStringProperty("shape_type", type);
        if (group > 0) {
            json.writeNumberProperty("group_id", group);
        } else {
            json.writeNullProperty("group_id");
        }
        json.writeStringProperty(
                "description",
                object.score().isPresent() ? "score " + object.score().getAsDouble() : "");
        json.writeName("flags");
        json.writeStartObject();
        json.writeEndObject();
    }

    /** A black and white PNG over the box of the mask; both of its corner pixels are named. */
    private static void mask(JsonGenerator json, OutputObject object) throws IOException {
        Box box = object.pixels().boundingBox();
        int left = (int) box.x1();
        int top = (int) box.y1();
        begin(json, object, "mask", 0);
        json.writeName("points");
        json.writeStartArray();
        JsonOutput.numbers(json, left, top);
        JsonOutput.numbers(json, box.x2() - 1, box.y2() - 1);
        json.writeEndArray();
        Rle cut = object.pixels().crop(left, top, (int) box.width(), (int) box.height());
        BufferedImage image = new BufferedImage(cut.width(), cut.height(), BufferedImage.TYPE_BYTE_BINARY);
        cut.forEachRun((x, y1, y2) -> {
            for (int y = y1; y < y2; y++) {
                image.getRaster().setSample(x, y, 0, 1);
            }
        });
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        json.writeStringProperty("mask", Base64.getEncoder().encodeToString(png.toByteArray()));
        json.writeEndObject();
    }

    @Override
    public void finish() {}

    @Override
    public void close() {}
}
