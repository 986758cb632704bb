package maskrcnn4j.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.weights.LoadReport;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.TensorInfo;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartingWeightsTest {
    private static final List<ModelCategory> KNOWN = SmallModel.categories("person", "car", "traffic light", "dog");
    private static final List<ModelCategory> WANTED = SmallModel.categories("Traffic_Light", "rider", "person");

    @TempDir
    Path folder;

    /** What becomes of a layer's rows; fresh ones are 0. */
    private float[] rows(StartingWeights weights, String name) throws IOException {
        TensorInfo info = weights.tensors().tensor(name);
        float[] values = weights.tensors().floats(name);
        float[] rows = new float[(int) info.shape().size(0)];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = values[i * (values.length / rows.length)];
        }
        return rows;
    }

    private StartingWeights start(
            ModelSpec known, ModelSpec wanted, StartingWeights.Options options, ThrowingConsumer use)
            throws IOException {
        try (SourceWeights source = SourceWeights.open(SmallModel.file(folder, known, KNOWN), ModelOptions.NONE)) {
            NamedTensors fresh = SmallModel.tensors(wanted, WANTED, name -> 0);
            StartingWeights weights = StartingWeights.of(source, wanted, WANTED, options, fresh);
            use.accept(weights);
            return weights;
        }
    }

    private interface ThrowingConsumer {
        void accept(StartingWeights weights) throws IOException;
    }

    private StartingWeights.Options exclude(String... words) {
        return new StartingWeights.Options(Optional.empty(), List.of(words));
    }

    @Test
    void classesOfOneNameKeepTheirRowsWhereTheBackgroundIsFirst() throws IOException {
        ModelSpec spec = SmallModel.spec("torchvision-v1");
        StartingWeights weights = start(spec, spec, StartingWeights.Options.DEFAULT, found -> {
            assertThat(rows(found, "box.cls.bias")).containsExactly(1, 4, 0, 2);
            assertThat(rows(found, "box.cls.weight")).containsExactly(1, 4, 0, 2);
            assertThat(rows(found, "box.reg.weight"))
                    .containsExactly(1, 2, 3, 4, 13, 14, 15, 16, 0, 0, 0, 0, 5, 6, 7, 8);
            assertThat(rows(found, "mask.logits.weight")).containsExactly(1, 4, 0, 2);
            assertThat(rows(found, "backbone.stem.weight")).containsOnly(7);
            assertThat(found.tensors().tensors().keySet())
                    .containsExactlyElementsOf(
                            ExpectedTensors.of(spec, WANTED.size() + 1).keySet());
        });
        assertThat(weights.report().complete()).isTrue();
        assertThat(weights.report().transferred())
                .extracting(LoadReport.Transferred::name)
                .containsExactlyInAnyOrder(
                        "box.cls.weight",
                        "box.cls.bias",
                        "box.reg.weight",
                        "box.reg.bias",
                        "mask.logits.weight",
                        "mask.logits.bias");
        assertThat(weights.report().lines())
                .anyMatch(line -> line.startsWith("transferred ")
                        && line.contains(
                                "of 3 classes 2 copied: Traffic_Light from traffic light, person, 1 fresh: rider;"
                                        + " 2 of the file dropped"));
    }

    @Test
    void rowsFindTheirPlaceWhereTheBackgroundIsLast() throws IOException {
        ModelSpec first = SmallModel.spec("torchvision-v1");
        ModelSpec last = SmallModel.spec("detectron2-r50-fpn");
        start(first, last, StartingWeights.Options.DEFAULT, found -> {
            assertThat(rows(found, "box.cls.bias")).containsExactly(4, 0, 2, 1);
            assertThat(rows(found, "box.reg.bias")).containsExactly(13, 14, 15, 16, 0, 0, 0, 0, 5, 6, 7, 8);
            assertThat(rows(found, "mask.logits.bias")).containsExactly(4, 0, 2);
        });
        start(last, first, StartingWeights.Options.DEFAULT, found -> {
            assertThat(rows(found, "box.cls.bias")).containsExactly(5, 3, 0, 1);
            assertThat(rows(found, "box.reg.bias")).containsExactly(0, 0, 0, 0, 9, 10, 11, 12, 0, 0, 0, 0, 1, 2, 3, 4);
            assertThat(rows(found, "mask.logits.bias")).containsExactly(0, 3, 0, 1);
        });
    }

    @Test
    void sharedBoxesAndMasksServeEveryClassButAreNotMadeOfOne() throws IOException {
        ModelSpec each = SmallModel.spec("torchvision-v1");
        ModelSpec shared = SpecSettings.apply(each, Map.of("classes.boxes", "SHARED", "classes.masks", "SHARED"));
        start(shared, each, StartingWeights.Options.DEFAULT, found -> {
            assertThat(rows(found, "box.reg.bias")).containsExactly(1, 2, 3, 4, 1, 2, 3, 4, 0, 0, 0, 0, 1, 2, 3, 4);
            assertThat(rows(found, "mask.logits.bias")).containsExactly(1, 1, 0, 1);
        });
        start(each, shared, StartingWeights.Options.DEFAULT, found -> {
            assertThat(rows(found, "box.reg.bias")).containsExactly(0, 0, 0, 0);
            assertThat(rows(found, "mask.logits.bias")).containsExactly(0);
        });
        start(shared, shared, StartingWeights.Options.DEFAULT, found -> {
            assertThat(rows(found, "box.reg.bias")).containsExactly(1, 2, 3, 4);
            assertThat(rows(found, "box.cls.bias")).containsExactly(1, 4, 0, 2);
        });
    }

    @Test
    void aMapSaysWhichClassStartsFromWhich() throws IOException {
        ModelSpec spec = SmallModel.spec("torchvision-v1");
        Path map = Files.writeString(folder.resolve("map.txt"), "rider = person # nearly\n\nTraffic_Light =\n");
        start(
                spec,
                spec,
                new StartingWeights.Options(Optional.of(map), List.of()),
                found -> assertThat(rows(found, "box.cls.bias")).containsExactly(1, 0, 2, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ridr = person    | line 1: unknown class of the model 'ridr' (did you mean rider?)
            rider = persn    | line 1: unknown class of the weight file 'persn' (did you mean person?)
            person\\nperson  | line 2: class 'person' is listed twice
            """)
    void mistakesInAMapAreNamed(String content, String said) throws IOException {
        ModelSpec spec = SmallModel.spec("torchvision-v1");
        Path map = Files.writeString(folder.resolve("map.txt"), content.translateEscapes());
        assertThatThrownBy(
                        () -> start(spec, spec, new StartingWeights.Options(Optional.of(map), List.of()), found -> {}))
                .isInstanceOf(WeightException.class)
                .hasMessageStartingWith(map + ", ")
                .hasMessageContaining(said);
    }

    @Test
    void sameClassesAreLoadedAsTheyAre() throws IOException {
        ModelSpec spec = SmallModel.spec("torchvision-v1");
        try (SourceWeights source = SourceWeights.open(SmallModel.file(folder, spec, KNOWN), ModelOptions.NONE)) {
            NamedTensors fresh = SmallModel.tensors(spec, KNOWN, name -> 0);
            StartingWeights weights = StartingWeights.of(source, spec, KNOWN, StartingWeights.Options.DEFAULT, fresh);
            assertThat(weights.report().transferred()).isEmpty();
            assertThat(weights.report().loaded()).hasSameSizeAs(fresh.tensors().keySet());
        }
    }

    @Test
    void whatIsExcludedStartsFreshAndTheReportSaysByWhat() throws IOException {
        ModelSpec spec = SmallModel.spec("torchvision-v1");
        StartingWeights weights = start(spec, spec, exclude("box.cls", "*.lateral?.bias", "/stage[34]/"), found -> {
            assertThat(rows(found, "box.cls.bias")).containsOnly(0);
            assertThat(rows(found, "fpn.lateral3.bias")).containsOnly(0);
            assertThat(rows(found, "fpn.lateral3.weight")).containsOnly(7);
            assertThat(rows(found, "backbone.stage3.0.conv1.weight")).containsOnly(0);
            assertThat(rows(found, "backbone.stage2.0.conv1.weight")).containsOnly(7);
            assertThat(rows(found, "box.reg.bias")).contains(13);
        });
        assertThat(weights.report().lines()).anyMatch(line -> line.contains("(excluded by /stage[34]/)"));
    }

    @ParameterizedTest
    @CsvSource({
        "box.clss, exclude: unknown tensor or part 'box.clss' (did you mean box.cls?)",
        "boxcls*, exclude: unknown tensor or part 'boxcls*' (did you mean box.cls?); the pattern fits no name",
        "/(/, exclude: /(/ is no regular expression",
    })
    void exclusionsThatNameNothingAreErrors(String word, String said) {
        ModelSpec spec = SmallModel.spec("torchvision-v1");
        assertThatThrownBy(() -> start(spec, spec, exclude(word), found -> {}))
                .isInstanceOf(WeightException.class)
                .hasMessageStartingWith(said);
    }

    @Test
    void otherShapesAreErrorsThatSayHowToGoOn() throws IOException {
        ModelSpec known = SmallModel.spec("torchvision-v1");
        ModelSpec wanted = SpecSettings.apply(known, Map.of("backbone.trunk.inputChannels", "4"));
        assertThatThrownBy(() -> start(known, wanted, StartingWeights.Options.DEFAULT, found -> {}))
                .isInstanceOf(WeightException.class)
                .hasMessageContaining("backbone.stem.weight has shape [2, 3, 7, 7]")
                .hasMessageContaining("--exclude backbone.stem.weight");
        start(
                known,
                wanted,
                exclude("backbone.stem.weight"),
                found -> assertThat(rows(found, "backbone.stem.weight")).containsOnly(0));
    }

    @Test
    void aTrunkAloneStartsAModelWhoseHeadsAreFresh() throws IOException {
        ModelSpec spec = SmallModel.spec("torchvision-v1");
        NamedTensors.Builder classifier = NamedTensors.builder();
        NamedTensors all = SmallModel.tensors(spec, WANTED, name -> 7);
        for (TensorInfo info : all.tensors().values()) {
            Optional<String> theirs = TrunkNamings.torchvision().foreign(info.name());
            if (theirs.isPresent()) {
                classifier.add(new TensorInfo(theirs.get(), info.type(), info.shape()), all.read(info.name()));
            }
        }
        classifier.add("fc.weight", Shape.of(5, 64), new float[320]);
        Path file = folder.resolve("classifier.safetensors");
        SafetensorsWriter.write(file, classifier.build(), Map.of());
        try (SourceWeights source = SourceWeights.open(file, ModelOptions.NONE)) {
            assertThat(source.what()).isEqualTo("the trunk of a classifier, ResNet-50");
            StartingWeights weights = StartingWeights.of(
                    source, spec, WANTED, exclude("layer4"), SmallModel.tensors(spec, WANTED, name -> 0));
            assertThat(rows(weights, "backbone.stage3.1.conv2.norm.var")).containsOnly(7);
            assertThat(rows(weights, "backbone.stage4.1.conv2.norm.var")).containsOnly(0);
            assertThat(rows(weights, "box.cls.bias")).containsOnly(0);
            assertThat(weights.report().unused()).isEmpty();
            assertThat(weights.report().reinitialized())
                    .extracting(LoadReport.Reinitialized::reason)
                    .containsOnly("excluded by layer4", "not in the file");
        }
        assertThatThrownBy(() -> ModelWeights.open(file, ModelOptions.NONE))
                .isInstanceOf(WeightException.class)
                .hasMessageContaining("holds the trunk of a classifier, ResNet-50, without heads");
    }

    @Test
    void conventionsThatDifferAreNoted() throws IOException {
        StartingWeights weights = start(
                SmallModel.spec("torchvision-v1"),
                SmallModel.spec("detectron2-r50-fpn"),
                StartingWeights.Options.DEFAULT,
                found -> {});
        assertThat(weights.notes())
                .containsExactly(
                        "of 3 classes 2 copied: Traffic_Light from traffic light, person, 1 fresh: rider; 2 of the file dropped",
                        "the file's model reads RGB pictures, this one BGR",
                        "the stages' stride stands in another convolution of their first block than in the file's model");
    }
}
