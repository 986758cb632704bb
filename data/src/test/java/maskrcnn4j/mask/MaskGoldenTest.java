package maskrcnn4j.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import maskrcnn4j.testing.Shared;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every string, area, box and raster of the golden files of mask functions. */
@Tag("fixtures")
class MaskGoldenTest {

    @TestFactory
    Stream<DynamicTest> mask_functions_give_the_golden_values() throws IOException {
        Path folder = Shared.require("data/coco-eval");
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                JsonNode golden = JsonMapper.shared().readTree(Files.readString(file));
                for (String section : List.of("polygons", "boxes", "bitmaps", "strings", "iou", "merge")) {
                    int i = 0;
                    for (JsonNode c : golden.path(section).path("cases")) {
                        tests.add(DynamicTest.dynamicTest(
                                file.getFileName() + " " + section + " " + i++, () -> check(section, c)));
                    }
                }
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static void check(String section, JsonNode c) {
        switch (section) {
            case "polygons" -> checkMask(c, Polygons.rasterize(height(c), width(c), polygons(c.get("polygons"))));
            case "boxes" -> {
                double[] b = numbers(c.get("box"));
                checkMask(c, Polygons.rasterize(height(c), width(c), Box.ofXywh(b[0], b[1], b[2], b[3])));
            }
            case "bitmaps" -> {
                Rle mask = Rle.ofCounts(height(c), width(c), ints(c.get("counts")));
                checkMask(c, mask);
                checkMask(c, Rle.fromBitmap(height(c), width(c), mask.toBitmap()));
            }
            case "strings" -> checkText(c);
            case "iou" -> checkIou(c);
            case "merge" -> checkMerge(c);
            default -> throw new IllegalArgumentException(section);
        }
    }

    private static void checkMask(JsonNode c, Rle mask) {
        assertThat(mask.counts()).containsExactly(ints(c.get("counts")));
        assertThat(mask.toCompressed()).isEqualTo(c.get("rle").asString());
        assertThat(mask.area()).isEqualTo(c.get("area").asInt());
        assertThat(mask.boundingBox().toXywh()).containsExactly(numbers(c.get("bbox")));
        assertThat(Rle.fromCompressed(height(c), width(c), c.get("rle").asString()))
                .isEqualTo(mask);
        assertThat(Polygons.rasterize(mask.height(), mask.width(), Polygons.trace(mask)))
                .isEqualTo(mask);
    }

    private static void checkText(JsonNode c) {
        int[] counts = ints(c.get("counts"));
        int pixels = c.get("size").get(0).asInt() * c.get("size").get(1).asInt();
        String text = c.get("rle").asString();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(RleText.encode(counts, 0, counts.length), StandardCharsets.ISO_8859_1))
                .isEqualTo(text);
        assertThat(RleText.decodeCounts(bytes, 0, bytes.length, pixels)).containsExactly(counts);
        assertThat(RleText.area(bytes, 0, bytes.length, pixels))
                .isEqualTo(c.get("area").asInt());
    }

    private static void checkIou(JsonNode c) {
        boolean masks = c.get("kind").asString().equals("mask");
        for (int d = 0; d < c.get("dt").size(); d++) {
            for (int g = 0; g < c.get("gt").size(); g++) {
                JsonNode dt = c.get("dt").get(d);
                JsonNode gt = c.get("gt").get(g);
                boolean crowd = c.get("iscrowd").get(g).asInt() != 0;
                JsonNode expected = c.get("iou").get(d).get(g);
                double iou = masks
                        ? mask(c, dt).iou(mask(c, gt), crowd)
                        : BoxIou.xywh(numbers(dt), 0, numbers(gt), 0, crowd);
                if (expected.isNull()) {
                    assertThat(Double.isFinite(iou)).isFalse();
                } else {
                    assertThat(iou).isEqualTo(expected.asDouble());
                }
            }
        }
    }

    private static void checkMerge(JsonNode c) {
        Rle union = mask(c, c.get("rles").get(0));
        Rle intersection = union;
        for (JsonNode rle : c.get("rles")) {
            union = union.union(mask(c, rle));
            intersection = intersection.intersect(mask(c, rle));
        }
        assertThat(union.toCompressed()).isEqualTo(c.get("union").asString());
        assertThat(intersection.toCompressed()).isEqualTo(c.get("intersection").asString());
        assertThat(union.area()).isEqualTo(c.get("union_area").asInt());
        assertThat(intersection.area()).isEqualTo(c.get("intersection_area").asInt());
    }

    private static Rle mask(JsonNode c, JsonNode text) {
        return Rle.fromCompressed(
                c.get("size").get(0).asInt(), c.get("size").get(1).asInt(), text.asString());
    }

    private static int height(JsonNode c) {
        return c.get("h").asInt();
    }

    private static int width(JsonNode c) {
        return c.get("w").asInt();
    }

    private static List<double[]> polygons(JsonNode list) {
        List<double[]> polygons = new ArrayList<>();
        list.forEach(polygon -> polygons.add(numbers(polygon)));
        return polygons;
    }

    static double[] numbers(JsonNode list) {
        return list.valueStream().mapToDouble(JsonNode::asDouble).toArray();
    }

    static int[] ints(JsonNode list) {
        return list.valueStream().mapToInt(JsonNode::asInt).toArray();
    }
}
