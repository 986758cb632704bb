package maskrcnn4j.cli;

import maskrcnn4j.image.ReadOptions;
import picocli.CommandLine.Option;

/** How large pictures may be. */
final class PictureLimit {
    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            defaultValue = "200000000",
            description = "Refuse pictures of more pixels than this (default: ${DEFAULT-VALUE}).")
    private long maxPixels = ReadOptions.DEFAULT.maxPixels();

    /** How pictures are read. */
    ReadOptions reading() {
        return ReadOptions.DEFAULT.withMaxPixels(maxPixels);
    }
}
