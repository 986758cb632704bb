package maskrcnn4j.inspect.section;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.inspect.FeatureView;
import maskrcnn4j.inspect.draw.Montage;
import maskrcnn4j.inspect.draw.ValueMap;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Picture;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;

/** The feature maps of the trunk and of the pyramid. */
public final class FeatureSection {
    private static final int COLUMNS = 4;

    private FeatureSection() {}

    /** Makes the section of the bottom-up part. */
    public static Section trunk(Scene scene) {
        return section(
                scene,
                "Trunk",
                "The trunk turns the picture into maps of features: each channel answers where in the picture something is, edges"
                        + " and colours at first, parts of objects later. Every level halves the resolution, so that a cell sees more"
                        + " of the picture and knows less exactly where it is.",
                scene.seen().trunk(),
                Chapter.CONVOLUTION);
    }

    /** Makes the section of the top-down part. */
    public static Section pyramid(Scene scene) {
        if (scene.seen().pyramid().isEmpty()) {
            return new Section(
                    "Pyramid",
                    List.of(
                            new Paragraph(
                                    "This model has no pyramid: all objects, large and small, are found on the last map of the"
                                            + " trunk, at stride "
                                            + scene.seen()
                                                    .checkpoint()
                                                    .spec()
                                                    .backbone()
                                                    .strides()
                                                    .get(0)
                                            + ". A pyramid would add the meaning of coarse maps to fine ones and look for small objects there."),
                            Chapter.links(Chapter.PYRAMID)));
        }
        return section(
                scene,
                "Pyramid",
                "The pyramid walks back from the coarsest map to the finest one: each step enlarges what lies above and adds the"
                        + " trunk's map of the same size. All its levels speak one language, so that one head serves all of them: P2"
                        + " for small objects, P5 and P6 for large ones.",
                scene.seen().pyramid(),
                Chapter.PYRAMID);
    }

    private static Section section(Scene scene, String title, String text, List<FeatureView> maps, Chapter chapter) {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(text));
        blocks.add(new Paragraph(
                "Dark is the smallest value, light the largest. Over the picture: the mean magnitude of all"
                        + " channels. In tiles: the channels that vary most over the picture, each from its own smallest to its own largest"
                        + " value."));
        blocks.add(new Gallery(maps.stream().map(map -> mean(scene, map)).toList()));
        blocks.add(new Gallery(maps.stream().map(FeatureSection::channels).toList()));
        blocks.add(table(title, maps));
        blocks.add(Chapter.links(chapter));
        return new Section(title, blocks);
    }

    private static Picture mean(Scene scene, FeatureView map) {
        ValueMap values = new ValueMap(map.height(), map.width(), map.mean());
        String text = map.name() + ", mean magnitude: " + Words.plain(values.min()) + " dark, "
                + Words.plain(values.max()) + " light";
        return scene.sketch()
                .heat(values, map.stride(), values.min(), values.max())
                .picture("Heat map over the picture: " + text, text);
    }

    private static Picture channels(FeatureView map) {
        List<ValueMap> tiles = map.strongest().stream()
                .map(channel -> new ValueMap(map.height(), map.width(), channel.values()))
                .toList();
        String numbers = String.join(
                ", ",
                map.strongest().stream()
                        .map(channel -> Integer.toString(channel.number()))
                        .toList());
        String text = map.name() + ", channels " + numbers;
        return Montage.of(tiles, COLUMNS, "Tiles of " + text, text);
    }

    private static Table table(String title, List<FeatureView> maps) {
        Table.Builder table = Table.builder(title + ": its maps; a silent channel is the same everywhere")
                .text("map")
                .number("stride", 0)
                .number("columns", 0)
                .number("rows", 0)
                .number("channels", 0)
                .number("silent", 0)
                .number("strongest", 0)
                .number("its deviation", 3);
        for (FeatureView map : maps) {
            FeatureView.Channel first = map.strongest().get(0);
            table.row(
                    map.name(),
                    map.stride(),
                    map.width(),
                    map.height(),
                    map.channels(),
                    map.silent(),
                    first.number(),
                    first.deviation());
        }
        return table.build();
    }
}
