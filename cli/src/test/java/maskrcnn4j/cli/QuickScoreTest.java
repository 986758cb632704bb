package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class QuickScoreTest {
    private static final Terminal NOWHERE = new Terminal(
            new PrintStream(OutputStream.nullOutputStream()),
            new PrintStream(OutputStream.nullOutputStream()),
            false,
            false,
            80);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "score -a gt.json -d dt.json",
                "score --annotations gt.json --detections=dt.json --type bbox",
                "score --annotations=gt.json --detections dt.json --type=segm,bbox --json - --quiet",
                "score --threads 3 -d dt.json --json out.json -a gt.json --type segm"
            })
    void readsPlainArgumentsAsTheLibraryDoes(String line) {
        ScoreCommand quick = QuickScore.command(line.split(" "), NOWHERE).orElseThrow();
        ScoreCommand slow = new ScoreCommand(NOWHERE);
        String[] options = line.substring("score ".length()).split(" ");
        new CommandLine(slow, new VerbFactory(NOWHERE)).parseArgs(options);

        assertThat(quick.annotations).isEqualTo(slow.annotations).isEqualTo(Path.of("gt.json"));
        assertThat(quick.detections).isEqualTo(slow.detections).isEqualTo(Path.of("dt.json"));
        assertThat(quick.types).isEqualTo(slow.types);
        assertThat(quick.threads).isEqualTo(slow.threads);
        assertThat(quick.options.quiet()).isEqualTo(slow.options.quiet());
        assertThat(quick.options.json()).isEqualTo(slow.options.json());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "score",
                "score --help",
                "score -a gt.json",
                "score -a gt.json -d",
                "score -a gt.json -d dt.json --unknown x",
                "score -a gt.json -d dt.json --threads two",
                "score -a gt.json -d --type",
                "score -a gt.json -a other.json -d dt.json",
                "score -a gt.json -d dt.json extra",
                "score -a gt.json -d dt.json --verbose",
                "score -a @file -d dt.json"
            })
    void leavesTheRestToTheLibrary(String line) {
        assertThat(QuickScore.command(line.split(" "), NOWHERE)).isEmpty();
    }

    @Test
    void isForScoreOnly() {
        assertThat(QuickScore.run(new String[] {"data", "-a", "x", "-d", "y"}, NOWHERE))
                .isEmpty();
        assertThat(QuickScore.run(new String[0], NOWHERE)).isEmpty();
    }
}
