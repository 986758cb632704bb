package maskrcnn4j.inspect.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.inspect.draw.Sketch;
import maskrcnn4j.inspect.draw.Stroke;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;
import maskrcnn4j.text.Counted;

/** Which level each proposal is cut from. */
public final class LevelSection {
    private static final int SHOWN = 12;

    private LevelSection() {}

    /** Makes the section. */
    public static Section of(Scene scene) {
        Inspection seen = scene.seen();
        Map<Integer, List<Integer>> levels = new TreeMap<>();
        for (int i = 0; i < seen.proposals().grids().size(); i++) {
            levels.computeIfAbsent(seen.proposals().grids().get(i).level(), key -> new ArrayList<>())
                    .add(i);
        }
        Table.Builder table = Table.builder("Proposals by the level that their features are cut from")
                .text("level")
                .number("proposals", 0)
                .number("smallest", 0)
                .number("median", 0)
                .number("largest", 0);
        List<Picture> pictures = new ArrayList<>();
        levels.forEach((level, places) -> {
            double[] sides = places.stream()
                    .mapToDouble(i -> side(seen.proposals().boxes(), i))
                    .sorted()
                    .toArray();
            table.row("P" + level, places.size(), sides[0], sides[sides.length / 2], sides[sides.length - 1]);
            pictures.add(picture(scene, level, places));
        });
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(
                "A proposal is cut out of one level only, by its size: a box twice as large comes from the next"
                        + " coarser level, so that all boxes cover about as many cells. What is assigned to a level that is too coarse loses"
                        + " its details."));
        if (seen.proposals().size() == 0) {
            blocks.add(new Paragraph("There are no proposals to assign."));
        } else {
            blocks.add(table.build());
            blocks.add(new Paragraph(
                    "Sizes are the square root of the area, in pixels of the network input. On the pictures: the "
                            + SHOWN + " surest proposals of each level."));
            blocks.add(new Gallery(pictures));
        }
        blocks.add(Chapter.links(Chapter.PYRAMID));
        return new Section("Levels", blocks);
    }

    private static double side(float[] boxes, int i) {
        double width = Math.max(0, boxes[4 * i + 2] - boxes[4 * i]);
        double height = Math.max(0, boxes[4 * i + 3] - boxes[4 * i + 1]);
        return Math.sqrt(width * height);
    }

    private static Picture picture(Scene scene, int level, List<Integer> places) {
        Stroke stroke = Stroke.values()[(level + 2) % Stroke.values().length];
        Sketch sketch = scene.sketch();
        places.stream()
                .limit(SHOWN)
                .forEach(i -> sketch.box(scene.seen().proposals().boxes(), i, stroke));
        String text = "P" + level + ": " + Counted.of(places.size(), "proposal");
        return sketch.picture("Boxes on the picture, " + text, text);
    }
}
