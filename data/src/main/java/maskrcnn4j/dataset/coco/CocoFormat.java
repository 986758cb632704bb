package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ReadOptions;

/**
 * COCO's JSON with objects ("instances"), and LVIS, which is the same with more fields. The file is read as a stream, so
 * memory holds the packed data set and some megabytes; the list of objects is read in blocks side by side, on the
 * caller's {@link java.util.concurrent.ForkJoinPool} if there is one.
 */
public final class CocoFormat implements DatasetFormat {
    /** A reader. */
    public CocoFormat() {}

    @Override
    public String name() {
        return "coco";
    }

    @Override
    public boolean recognises(Path path) throws IOException {
        if (!Files.isRegularFile(path)
                || !path.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(path)) {
            return CocoSniffer.looksLikeCoco(path, channel);
        }
    }

    @Override
    public Dataset read(Path path, ReadOptions options) throws IOException {
        try (FileChannel channel = FileChannel.open(path)) {
            CocoFile file = CocoFile.truth(path, channel, options.masks(), options.problems());
            file.read(new JsonStream(path, channel));
            return new CocoAssembly(path, file, options).assemble();
        }
    }
}
