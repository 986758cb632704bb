package maskrcnn4j.model.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.spec.TrainingSpec.MaskTarget;
import maskrcnn4j.testing.formula.FixtureFile;
import maskrcnn4j.testing.formula.PaintedObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Holds mask targets against the references' numbers. */
@Tag("fixtures")
class MaskTargetFixturesTest {
    private static List<FixtureFile> files(String folder) {
        List<FixtureFile> files = new ArrayList<>();
        for (Path path : FixtureFile.list(folder, "op-mask-targets.json")) {
            files.add(FixtureFile.read(path));
        }
        return files;
    }

    @Test
    void softTargetsEqualTorchvisions() {
        for (FixtureFile file : files("fixtures/torchvision")) {
            List<TargetMask> masks = bitmaps(file.root());
            Boxes boxes = Boxes.of(FixtureFile.doubles(file.root().path("boxes").path("data")));
            int[] which =
                    FixtureFile.recorded("", file.root().path("maskIndex")).integers();
            for (JsonNode entry : file.root().path("cases")) {
                int size = entry.path("size").asInt();
                float[] drawn = new MaskTargets(MaskTarget.SOFT).draw(select(masks, which), boxes, size);
                FixtureFile.recorded(file + " size " + size, entry.path("targets"))
                        .requireClose(new long[] {which.length, size, size}, drawn);
            }
            JsonNode literal = file.root().path("literal");
            if (!literal.isMissingNode()) {
                int size = literal.path("size").asInt();
                float[] drawn = new MaskTargets(MaskTarget.SOFT)
                        .draw(
                                List.of(rectangle(literal)),
                                Boxes.of(FixtureFile.doubles(literal.path("box").path("data"))),
                                size);
                FixtureFile.recorded(file + " literal", literal.path("targets"))
                        .requireClose(new long[] {1, size, size}, drawn);
            }
        }
    }

    private static TargetMask rectangle(JsonNode literal) {
        long[] size = FixtureFile.longs(literal.path("imageSize"));
        long[] rows = FixtureFile.longs(literal.path("filledRows"));
        long[] columns = FixtureFile.longs(literal.path("filledColumns"));
        return new TargetMask.Pixels(Rle.ofBox(
                (int) size[0],
                (int) size[1],
                new maskrcnn4j.mask.Box(columns[0], rows[0], columns[1] + 1, rows[1] + 1)));
    }

    @Test
    void binaryTargetsEqualDetectron2s() {
        for (FixtureFile file : files("fixtures/detectron2")) {
            JsonNode root = file.root();
            Boxes boxes = Boxes.of(FixtureFile.doubles(root.path("boxes").path("data")));
            List<TargetMask> outlines = new ArrayList<>();
            for (JsonNode rings : root.path("polygons")) {
                List<double[]> parts = new ArrayList<>();
                rings.forEach(ring -> parts.add(FixtureFile.doubles(ring)));
                outlines.add(new TargetMask.Outlines(parts));
            }
            List<TargetMask> bitmaps = bitmaps(root);
            long[] object = FixtureFile.longs(root.path("bitmaskObject"));
            for (JsonNode entry : root.path("cases")) {
                int size = entry.path("size").asInt();
                float[] filled = new MaskTargets(MaskTarget.BINARY).draw(outlines, boxes, size);
                requireRuns(file + " polygon " + size, filled, entry.path("polygon"), size);
                int[] which = new int[object.length];
                for (int i = 0; i < which.length; i++) {
                    which[i] = (int) object[i];
                }
                float[] aligned = new MaskTargets(MaskTarget.BINARY).draw(select(bitmaps, which), boxes, size);
                requireRuns(file + " bitmask " + size, aligned, entry.path("bitmask"), size);
            }
        }
    }

    private static void requireRuns(String what, float[] drawn, JsonNode expected, int size) {
        assertThat(drawn).hasSize(expected.size() * size * size);
        for (int i = 0; i < expected.size(); i++) {
            byte[] bitmap = new byte[size * size];
            for (int p = 0; p < bitmap.length; p++) {
                bitmap[p] = (byte) drawn[i * bitmap.length + p];
            }
            long[] counts = FixtureFile.longs(expected.get(i).path("counts"));
            int[] actual = Rle.fromBitmap(size, size, bitmap).counts();
            assertThat(java.util.Arrays.stream(actual).asLongStream().toArray())
                    .as(what + " of box " + i)
                    .isEqualTo(counts);
        }
    }

    private static List<TargetMask> select(List<TargetMask> masks, int[] which) {
        return java.util.Arrays.stream(which).mapToObj(masks::get).toList();
    }

    private static List<TargetMask> bitmaps(JsonNode root) {
        int height = root.path("imageSize").get(0).asInt();
        int width = root.path("imageSize").get(1).asInt();
        List<TargetMask> masks = new ArrayList<>();
        for (JsonNode object : root.path("objects")) {
            PaintedObject ellipse = new PaintedObject(
                    object.path("cx2").asInt(),
                    object.path("cy2").asInt(),
                    object.path("rx").asInt(),
                    object.path("ry").asInt(),
                    0,
                    1);
            masks.add(new TargetMask.Pixels(Rle.fromBitmap(height, width, ellipse.bitmap(height, width))));
        }
        return masks;
    }
}
