package maskrcnn4j.dataset.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.dataset.io.TextFiles;
import maskrcnn4j.file.AtomicFile;
import maskrcnn4j.image.ImageInfo;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.LabelImage;
import maskrcnn4j.image.LabelImages;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;

/**
 * Pascal VOC: palette PNGs in {@code SegmentationObject} and {@code SegmentationClass}, boxes in {@code Annotations}
 * (counted from 1, both ends included), lists in {@code ImageSets/Segmentation}, names in {@code class_names.txt},
 * pictures as JPEG in {@code JPEGImages}. Crowds become void (255) where nothing else is. Holds at most 254 objects a
 * picture and 254 classes, and no overlaps.
 */
final class VocWriter implements AnnotationWriter {
    private static final int MOST = 254;
    private static final int VOID = 255;
    private static final String WHOLE = "trainval";

    private final Path target;
    private final List<Category> categories;
    private final PictureTransfer transfer;
    private final Losses losses;
    private final Map<String, List<String>> lists = new LinkedHashMap<>();
    private String split = WHOLE;

    VocWriter(Path target, List<Category> categories, PictureTransfer transfer, Losses losses) {
        this.target = target;
        this.categories = categories;
        this.transfer = transfer;
        this.losses = losses;
    }

    @Override
    public void begin(String name) {
        split = name.isEmpty() ? WHOLE : name;
    }

    @Override
    public void add(OutputPicture picture) throws IOException {
        lists.computeIfAbsent(split, unused -> new ArrayList<>()).add(picture.stem());
        List<OutputObject> known = new ArrayList<>();
        List<OutputObject> crowds = new ArrayList<>();
        for (OutputObject object : picture.objects()) {
            if (object.crowd()) {
                crowds.add(object);
            } else if (categories.indexOf(object.category()) < MOST) {
                known.add(object);
            }
        }
        losses.count(
                "object",
                "objects",
                "left out: this format numbers at most " + MOST + " classes",
                picture.objects().size() - crowds.size() - known.size());
        losses.count("crowd", "crowds", "written as void: their class is lost", crowds.size());
        List<OutputObject> held = CommonLosses.first(known, MOST, losses);
        LabelImage objects = IdLayers.paint(picture.width(), picture.height(), held, losses);
        crowds.forEach(crowd -> fillWithVoid(objects, crowd.pixels()));
        String png = picture.stem() + ".png";
        LabelImages.writePalette(objects, target.resolve("SegmentationObject").resolve(png));
        LabelImages.writePalette(
                classes(objects, held), target.resolve("SegmentationClass").resolve(png));
        annotation(picture, held);
        bring(picture);
    }

    private static void fillWithVoid(LabelImage objects, Rle pixels) {
        pixels.forEachRun((x, y1, y2) -> {
            for (int y = y1; y < y2; y++) {
                int at = y * objects.width() + x;
                objects.ids()[at] = objects.ids()[at] == 0 ? VOID : objects.ids()[at];
            }
        });
    }

    private LabelImage classes(LabelImage objects, List<OutputObject> held) {
        int[] ids = objects.ids().clone();
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != 0 && ids[i] != VOID) {
                ids[i] = categories.indexOf(held.get(ids[i] - 1).category()) + 1;
            }
        }
        return new LabelImage(objects.width(), objects.height(), ids);
    }

    private void bring(OutputPicture picture) throws IOException {
        if (transfer == PictureTransfer.NONE || !Files.isRegularFile(picture.source())) {
            return;
        }
        Path jpeg = target.resolve("JPEGImages").resolve(picture.stem() + ".jpg");
        ImageInfo info = PictureFiles.probeFor(picture.source(), "", picture.source());
        if (info.format() == ImageInfo.Format.JPEG) {
            transfer.bring(picture.source(), jpeg);
        } else {
            losses.count("picture", "pictures", "encoded as JPEG, which changes colours a little: VOC has no other", 1);
            Images.write(Images.read(picture.source()), jpeg);
        }
    }

    private void annotation(OutputPicture picture, List<OutputObject> objects) throws IOException {
        AtomicFile.write(target.resolve("Annotations").resolve(picture.stem() + ".xml"), out -> {
            try {
                xml(out, picture, objects);
            } catch (XMLStreamException e) {
                throw new IOException(e.getMessage(), e);
            }
        });
    }

    private static void xml(OutputStream out, OutputPicture picture, List<OutputObject> objects)
            throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
        xml.writeStartElement("annotation");
        element(xml, "filename", picture.stem() + ".jpg");
        xml.writeStartElement("size");
        element(xml, "width", picture.width());
        element(xml, "height", picture.height());
        element(xml, "depth", 3);
        xml.writeEndElement();
        element(xml, "segmented", 1);
        for (OutputObject object : objects) {
            Box box = object.pixels().boundingBox();
            xml.writeCharacters("\n");
            xml.writeStartElement("object");
            element(xml, "name", object.category().name());
            element(xml, "pose", "Unspecified");
            element(xml, "truncated", 0);
            element(xml, "difficult", 0);
            xml.writeStartElement("bndbox");
            element(xml, "xmin", (int) box.x1() + 1);
            element(xml, "ymin", (int) box.y1() + 1);
            element(xml, "xmax", (int) box.x2());
            element(xml, "ymax", (int) box.y2());
            xml.writeEndElement();
            xml.writeEndElement();
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.close();
    }

    private static void element(XMLStreamWriter xml, String name, Object value) throws XMLStreamException {
        xml.writeStartElement(name);
        // Characters that XML cannot hold in any form.
        xml.writeCharacters(value.toString().replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "?"));
        xml.writeEndElement();
    }

    @Override
    public void finish() throws IOException {
        List<String> names = new ArrayList<>(List.of("_background_"));
        categories.stream().limit(MOST).forEach(category -> names.add(category.name()));
        TextFiles.write(target.resolve("class_names.txt"), names);
        for (Map.Entry<String, List<String>> list : lists.entrySet()) {
            Path file = target.resolve("ImageSets/Segmentation").resolve(list.getKey() + ".txt");
            TextFiles.write(file, list.getValue());
        }
    }

    @Override
    public void close() {}
}
