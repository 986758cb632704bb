package maskrcnn4j.inspect.section;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.image.DrawnObject;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.image.PaintStyle;
import maskrcnn4j.image.Painter;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.inspect.draw.Montage;
import maskrcnn4j.inspect.draw.ValueMap;
import maskrcnn4j.mask.Box;
import maskrcnn4j.model.Detection;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Section;
import maskrcnn4j.text.Counted;

/** Soft masks as the network draws them, and pasted into the picture. */
public final class MaskSection {
    private static final int SHOWN = 12;
    private static final int LONGEST_SIDE = 224;

    private MaskSection() {}

    /** Makes the section of what the mask head draws. */
    public static Section soft(Scene scene) {
        List<Detection> found = scene.seen().best();
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < Math.min(SHOWN, found.size()); i++) {
            Detection one = found.get(i);
            ValueMap map = new ValueMap(
                    one.softMask().height(),
                    one.softMask().width(),
                    one.softMask().values());
            String text =
                    (i + 1) + ". " + one.label() + ": from " + Words.score(map.min()) + " to " + Words.score(map.max());
            pictures.add(Montage.single(map, 0, 1, LONGEST_SIDE, "Soft mask " + text, text));
        }
        String size = found.isEmpty()
                ? ""
                : " Here it has " + found.get(0).softMask().width() + " x "
                        + found.get(0).softMask().height() + " cells.";
        return section(
                "Soft masks",
                "For each detection the mask head draws a small picture of its box: how likely each cell belongs to the object."
                        + " One map is drawn for every class, and the class of the detection chooses which one counts, so that classes"
                        + " do not compete for pixels." + size + " 0 is dark, 1 is light.",
                pictures,
                Chapter.LOSSES);
    }

    /** Makes the section of masks in the size of the picture. */
    public static Section pasted(Scene scene) {
        Inspection seen = scene.seen();
        List<Picture> pictures = new ArrayList<>();
        List<Detection> best = seen.best();
        for (int i = 0; i < Math.min(SHOWN, best.size()); i++) {
            pictures.add(crop(seen, best.get(i), i + 1));
        }
        return section(
                "Pasted masks",
                "The small mask is stretched over its box, and the pixels of more than one half are the object. Edges can be no"
                        + " finer than the small mask's cells: on a large object one cell covers many pixels.",
                pictures,
                Chapter.ROI_ALIGN);
    }

    private static Section section(String title, String text, List<Picture> pictures, Chapter chapter) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(text));
        blocks.add(pictures.isEmpty() ? new Paragraph("There are no detections to draw.") : new Gallery(pictures));
        blocks.add(Chapter.links(chapter));
        return new Section(title, blocks);
    }

    private static Picture crop(Inspection seen, Detection found, int number) {
        Image picture = seen.picture();
        Image painted = painter(picture, found.box())
                .paint(picture, List.of(new DrawnObject("", Double.NaN, found.box(), found.mask(), (int)
                        found.categoryId())));
        double edge = 0.1 * Math.max(found.box().width(), found.box().height()) + 2;
        Box around = new Box(
                        found.box().x1() - edge,
                        found.box().y1() - edge,
                        found.box().x2() + edge,
                        found.box().y2() + edge)
                .clip(picture.height(), picture.width());
        int left = (int) around.x1();
        int top = (int) around.y1();
        Image part = around.isEmpty()
                ? painted
                : painted.crop(
                        left,
                        top,
                        Math.max(1, (int) Math.ceil(around.x2()) - left),
                        Math.max(1, (int) Math.ceil(around.y2()) - top));
        double cell = Math.sqrt(found.box().area() / found.softMask().values().length);
        String text = number + ". " + found.label() + ": "
                + Counted.of(found.mask().area(), "pixel") + ", " + Words.plain(Math.rint(10 * cell) / 10)
                + " pixels a cell";
        return Picture.jpeg(Images.toBufferedImage(part), "Mask in the picture, " + text, text);
    }

    /** Lines as thick as suits a picture of the object alone. */
    private static Painter painter(Image picture, Box box) {
        double part = Math.max(box.width(), box.height()) / Math.max(picture.width(), picture.height());
        return new Painter(PaintStyle.DEFAULT
                .withLabels(false)
                .withScale(Double.isFinite(part) ? Math.max(0.2, Math.min(1, 1.5 * part)) : 1));
    }
}
