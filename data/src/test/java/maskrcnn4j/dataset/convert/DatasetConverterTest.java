package maskrcnn4j.dataset.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.ProgressListener;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.formats.CocoFolderFormat;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.dataset.formats.FormatTruth;
import maskrcnn4j.dataset.idpng.IdPngFormat;
import maskrcnn4j.dataset.write.OutputObject;
import maskrcnn4j.dataset.write.PictureTransfer;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetConverterTest {
    @TempDir
    Path temporary;

    private DatasetConverter.Result convert(String target) throws IOException {
        return new DatasetConverter(
                        new CocoFolderFormat(), ReadOptions.DEFAULT, PictureTransfer.COPY, ProgressListener.NONE)
                .convert(temporary.resolve("coco"), target, temporary.resolve(target + "-out"));
    }

    private Dataset written(String target) throws IOException {
        Path folder = temporary.resolve(target + "-out");
        return DatasetFormats.recognise(folder).read(folder, ReadOptions.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"coco", "yolo", "labelme", "id-png", "voc"})
    void raggedMasksWithHolesAndPartsKeepEveryPixel(String target) throws IOException {
        Random random = new Random(17);
        List<List<OutputObject>> pictures = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            List<OutputObject> objects = new ArrayList<>();
            for (Rle mask : DrawnData.scatter(random, 20 + random.nextInt(90), 20 + random.nextInt(90), 5)) {
                objects.add(DrawnData.object(DrawnData.CLASSES.get(random.nextInt(2)), mask, false));
            }
            pictures.add(objects);
        }
        DrawnData.write(temporary, pictures);

        DatasetConverter.Result result = convert(target);

        Map<String, List<FormatTruth.Object>> truth =
                FormatTruth.of(new CocoFolderFormat().read(temporary.resolve("coco"), ReadOptions.DEFAULT));
        boolean classes = !target.equals("id-png");
        assertThat(FormatTruth.of(written(target)))
                .isEqualTo(classes ? truth : FormatTruth.ofOneClass(truth, IdPngFormat.NAMELESS));
        assertThat(result.losses()).noneMatch(line -> line.contains("pixels"));
        assertThat(result.objects())
                .isEqualTo(pictures.stream().mapToInt(List::size).sum());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yolo", "labelme", "id-png", "voc"})
    void crowdsAreNeverObjectsAndTheirLossIsTold(String target) throws IOException {
        OutputObject one = DrawnData.object(DrawnData.CLASSES.get(0), box(2, 2, 8, 8), false);
        OutputObject crowd = DrawnData.object(DrawnData.CLASSES.get(0), box(10, 2, 30, 30), true);
        DrawnData.write(temporary, List.of(List.of(one, crowd)));

        DatasetConverter.Result result = convert(target);

        assertThat(result.losses()).anyMatch(line -> line.startsWith("1 crowd "));
        assertThat(written(target).instances().count()).isEqualTo(1);
    }

    @Test
    void cocoKeepsCrowdsAndOverlaps() throws IOException {
        OutputObject one = DrawnData.object(DrawnData.CLASSES.get(0), box(2, 2, 12, 12), false);
        OutputObject crowd = DrawnData.object(DrawnData.CLASSES.get(1), box(10, 2, 30, 30), true);
        DrawnData.write(temporary, List.of(List.of(one, crowd)));

        DatasetConverter.Result result = convert("coco");

        Dataset dataset = written("coco");
        assertThat(result.losses()).isEmpty();
        assertThat(dataset.categories()).isEqualTo(DrawnData.CLASSES);
        assertThat(dataset.instance(1).crowd()).isTrue();
        assertThat(FormatTruth.of(dataset).get("p0"))
                .extracting(FormatTruth.Object::pixels)
                .containsExactly(one.pixels(), crowd.pixels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id-png", "voc"})
    void overlappedPixelsGoToTheSmallerObjectAndAreCounted(String target) throws IOException {
        Rle small = box(10, 10, 14, 14);
        Rle large = box(2, 2, 30, 30);
        DrawnData.write(
                temporary,
                List.of(List.of(
                        DrawnData.object(DrawnData.CLASSES.get(0), small, false),
                        DrawnData.object(DrawnData.CLASSES.get(0), large, false))));

        DatasetConverter.Result result = convert(target);

        assertThat(result.losses()).anyMatch(line -> line.startsWith("16 pixels given to another object"));
        assertThat(FormatTruth.of(written(target)).get("p0"))
                .extracting(FormatTruth.Object::pixels)
                .containsExactly(small, large.minus(small));
    }

    private static Rle box(int x1, int y1, int x2, int y2) {
        return Rle.ofBox(40, 40, new Box(x1, y1, x2, y2));
    }
}
