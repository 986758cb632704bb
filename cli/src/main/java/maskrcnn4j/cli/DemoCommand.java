package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import maskrcnn4j.metrics.score.Score;
import maskrcnn4j.training.demo.Demo;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mrcnn demo}. */
@Command(
        name = "demo",
        description = {
            "Draws pictures of shapes, trains a small model on them from random weights for about two minutes, judges it by"
                    + " pictures that it never saw, and writes a page that shows what it finds.",
            "Needs no network and no data."
        })
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private final ReportOptions options;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "demo",
            description = "Where pictures, run and report go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("demo");

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Pictures and first weights depend on it (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "148",
            description = "The time for training, from 1 to 3600 (default: ${DEFAULT-VALUE}).")
    private double seconds = 148;

    DemoCommand(Terminal terminal) {
        this.options = new ReportOptions(terminal);
    }

    @Override
    public Integer call() throws IOException {
        if (!(seconds >= 1 && seconds <= 3600)) {
            throw new UsageException("--seconds " + seconds + ": from 1 to 3600");
        }
        OwnJars.open();
        Output output = options.output();
        output.note(String.format(
                Locale.ROOT,
                "draws %,d pictures of shapes, then trains for %s on them",
                Demo.TRAINING_PICTURES,
                TrainingNotes.time(seconds)));
        Demo.Result result = new Demo(seed, seconds, out).run(new TrainingNotes(output));
        for (Score score : result.scores()) {
            output.print(String.format(
                    Locale.ROOT,
                    "%s AP (IoU 0.50 to 0.95) on %d pictures it never saw: %.3f",
                    score.type().key().equals("segm") ? "mask" : "box",
                    Demo.VALIDATION_PICTURES,
                    score.stats()[0]));
        }
        if (options.json().isPresent()) {
            options.json().get().stream(new DemoJson(seed, result));
        }
        output.print(
                "Open " + result.report() + " to see what it finds; then try your own pictures: mrcnn train YOUR-DATA,"
                        + " where YOUR-DATA is a folder or file of annotations (see mrcnn train --help).");
        return CommandLine.ExitCode.OK;
    }
}
