package maskrcnn4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import maskrcnn4j.training.optimizer.OptimizerSpec;
import maskrcnn4j.training.run.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingConfigTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), text);
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        TrainingConfig config = TrainingConfig.usual(false);
        Path file = folder.resolve("config.yaml");
        Yaml.write(file, config, "settings");

        assertThat(TrainingConfig.read(file)).isEqualTo(config);
    }

    @Test
    void whatIsLeftOutIsAsUsual() throws Exception {
        TrainingConfig config = TrainingConfig.read(file("""
                data: photos
                weights: mask2go
                set:
                  image.resize.shortSide: 512
                training:
                  optimizer:
                    kind: sgd
                    ema: 1e-1
                """));

        TrainingConfig usual = TrainingConfig.usual(true);
        assertThat(config.data()).isEqualTo("photos");
        assertThat(config.set()).isEqualTo(Map.of("image.resize.shortSide", "512"));
        assertThat(config.training().optimizer().kind()).isEqualTo(OptimizerSpec.Kind.SGD);
        assertThat(config.training().optimizer().ema()).isEqualTo(0.1);
        assertThat(config.training().optimizer().clip())
                .isEqualTo(usual.training().optimizer().clip());
        assertThat(config.training().stages()).isEqualTo(usual.training().stages());
    }

    @Test
    void theNumberThatDecidesIsCalledAsItIsMeasured() throws Exception {
        TrainingConfig config = TrainingConfig.read(file("training: {best: segm.AP50}"));

        assertThat(config.training().best()).isEqualTo("segm/AP50");
        assertThat(config).isEqualTo(TrainingConfig.read(file("training: {best: segm/AP50}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dta: x                                                | 2: unknown key 'dta' (did you mean data?); known are data, format,
            training: {optimizer: {momentun: 0.9}}                | 2: training.optimizer: unknown key 'momentun' (did you mean momentum?)
            training: {optimizer: {momentum: high}}               | 2: training.optimizer.momentum: expected is a number, found 'high'
            training: {optimizer: {momentum: 1}}                  | 2: training.optimizer.momentum: 1.0: must be at least 0 and below 1
            training: {optimizer: {kind: adam}}                   | 2: training.optimizer.kind: unknown value 'adam' (did you mean ADAMW?); known are SGD, SGD_MEAN_DECAY, ADAMW
            training: {loader: {batch: 2.5}}                      | 2: training.loader.batch: expected is a whole number, found '2.5'
            training: {loader: {batch: 99999999999}}              | 2: training.loader.batch: 99999999999 is no number that can be used
            training: {loader: {batch: }}                         | 2: training.loader.batch: expected is a whole number, found nothing
            training: {loader: {batch: [1]}}                      | 2: training.loader.batch: expected is a whole number, found a list
            training: {augment: {shortSides: [400, 8]}}           | 2: training.augment.shortSides: [400, 8]: must be from 16 to 8192
            training: {augment: {scale: [2, 1]}}                  | 2: training.augment.scale: [2.0, 1.0]: must be the smallest and the largest factor
            training: {validationLosses: yes}                     | 2: training.validationLosses: expected is true or false, found 'yes'
            training: {stages: [{layers: all, epochs: 1}]}        | 2: training.stages[0]: the key rate is missing
            training: {stages: [{layers: all, epochs: 0, rate: 1}]} | 2: training.stages[0]: stage 'all': 0.0 epochs train nothing
            training: {secondsAtMost: .nan}                       | 2: training.secondsAtMost: .nan is no number that can be used
            training: 7                                           | 2: training: expected is keys with values, found '7'
            set: {a: [1]}                                         | 2: set.a: expected is a text (in quotes, if it has brackets), found a list
            data: {                                               | 3: is no YAML:
            """)
    void whatIsWrongIsOneLineWithItsPlace(String line, String message) throws Exception {
        Path file = file("data: x\n".replace("data", line.startsWith("data") ? "val" : "data") + line + "\n");

        assertThatThrownBy(() -> TrainingConfig.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ", line " + message)
                .satisfies(wrong -> assertThat(wrong.getMessage()).hasLineCount(1));
    }

    @Test
    void keysGivenTwiceAndFilesThatHoldNothingAreRefused() throws Exception {
        Path twice = file("data: a\nval: b\ndata: c\n");
        assertThatThrownBy(() -> TrainingConfig.read(twice)).hasMessage(twice + ", line 3: data: is given twice");
        Path empty = file("# nothing\n");
        assertThatThrownBy(() -> TrainingConfig.read(empty)).hasMessage(empty + ": is empty");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> TrainingConfig.read(binary)).hasMessage(binary + ": is no text in UTF-8");
        Path list = file("- 1\n");
        assertThatThrownBy(() -> TrainingConfig.read(list))
                .hasMessage(list + ", line 1: expected is keys with values, found a list");
    }

    @Test
    void aFileOfReferencesToReferencesCostsNothing() throws Exception {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        Path file = file(bomb.toString());
        assertThatThrownBy(() -> TrainingConfig.read(file)).hasMessageContaining("is no YAML: Number of aliases");
    }
}
