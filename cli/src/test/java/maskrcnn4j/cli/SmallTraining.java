package maskrcnn4j.cli;

import java.nio.file.Path;
import java.util.stream.Stream;

/** {@code mrcnn train} on pictures of 64 pixels, whose steps take tenths of a second. */
final class SmallTraining {
    private SmallTraining() {}

    static CommandRun of(Path data, String... options) {
        return CommandRun.of(Stream.concat(
                        Stream.of(
                                "train",
                                data.toString(),
                                "--set",
                                "image.resize.shortSide=64",
                                "--set",
                                "image.resize.longSide=64"),
                        Stream.of(options))
                .toArray(String[]::new));
    }
}
