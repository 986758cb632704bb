package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.testing.Shared;
import maskrcnn4j.testing.TinyFiles;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A pretrained model on real photos, and on the folders of Cityscapes. */
@Tag("fixtures")
class EvalFixturesTest {
    private static CommandRun eval(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "eval",
                "--weights",
                Shared.require("data/mask2go").toString(),
                "--precision",
                "float32",
                "--json",
                "-"));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    @Test
    void photosScoreWhatTheGoldenRunScores() {
        Path photos = Shared.require("data/coco-mini/val2017");
        Path truth = Shared.require("data/coco-mini/annotations/instances_val.json");
        JsonNode golden = JsonMapper.shared()
                .readTree(Shared.require("data/mask2go/golden/expected.json"))
                .get("val50");

        CommandRun run = eval("--images", photos.toString(), "--annotations", truth.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode found = JsonMapper.shared().readTree(run.out());
        for (String type : new String[] {"bbox", "segm"}) {
            int at = 0;
            for (JsonNode number : golden.get(type)) {
                // Decoders of JPEG differ by a shade, and a detection more or less is a hundredth of a number.
                assertThat(found.get(type).get("stats").get(at++).asDouble())
                        .as(type + " " + at)
                        .isCloseTo(number.asDouble(), within(0.01));
            }
        }
    }

    @Test
    void cityscapesFoldersAreScoredByTheirOwnMeasure() {
        Path scenes = Shared.require("data/cityscapes-format");
        CommandRun refused = eval("--data", scenes.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("metric: cityscapes").contains("the model does not know: rider");

        CommandRun run = eval("--data", scenes.toString(), "--match", "rider=bird");
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode score = JsonMapper.shared().readTree(run.out()).get("segm");
        assertThat(score.get("protocol").asString()).isEqualTo("cityscapes");
        assertThat(score.get("perClass").size()).isEqualTo(8);
    }

    /** With a model that finds nonsense, for what counts is that every form of a data set goes through. */
    @TestFactory
    Stream<DynamicTest> everyFormOfDataSetCanBeEvaluatedOn(@TempDir Path folder) throws IOException {
        Path weights = TinyFiles.model(folder);
        List<Path> forms = new ArrayList<>();
        try (Stream<Path> all = Files.list(Shared.require("data/formats"))) {
            for (Path form : all.filter(Files::isDirectory).sorted().toList()) {
                List<Path> files;
                try (Stream<Path> inside = Files.list(form)) {
                    files = inside.filter(file -> file.toString().endsWith(".json"))
                            .filter(file -> !form.endsWith("labelme"))
                            .toList();
                }
                forms.addAll(files.isEmpty() ? List.of(form) : files);
            }
        }
        assertThat(forms).isNotEmpty();
        return forms.stream().map(form -> DynamicTest.dynamicTest(form.toString(), () -> evaluate(form, weights)));
    }

    private static void evaluate(Path form, Path weights) throws IOException {
        DatasetFormat format = DatasetFormats.recognise(form);
        Dataset dataset = format.read(form, ReadOptions.DEFAULT);
        List<String> args = new ArrayList<>(List.of(
                "eval", "--weights", weights.toString(), "--data", form.toString(), "--split", "all", "--json", "-"));
        List<String> classes = List.of("disc", "bar");
        for (int i = 0; i < Math.min(classes.size(), dataset.categories().size()); i++) {
            args.add("--match");
            args.add(dataset.categories().get(i).name() + "=" + classes.get(i));
        }
        args.add("--shared-classes");
        CommandRun run = CommandRun.of(args.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains(dataset.size() + " pictures in ");
        JsonNode scores = JsonMapper.shared().readTree(run.out());
        assertThat(scores.propertyNames()).containsExactly("bbox", "segm");
        assertThat(scores.get("segm").get("perClass").get(0).get("objects").asInt())
                .isPositive();
    }
}
