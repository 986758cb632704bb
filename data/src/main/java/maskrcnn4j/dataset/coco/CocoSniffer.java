package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Looks at the beginning of a JSON file for the keys of COCO. */
final class CocoSniffer implements JsonStream.Member {
    /** Small lists may stand before the ones that tell; nobody puts a megabyte there. */
    private static final long FAR_ENOUGH = 1 << 20;

    private boolean coco;

    private CocoSniffer() {}

    static boolean looksLikeCoco(Path file, FileChannel channel) throws IOException {
        CocoSniffer sniffer = new CocoSniffer();
        try {
            JsonStream stream = new JsonStream(file, channel);
            if (stream.peek() == '{') {
                stream.members(sniffer);
            }
            return sniffer.coco;
        } catch (maskrcnn4j.dataset.DatasetException broken) {
            return false;
        }
    }

    @Override
    public void take(JsonStream stream) throws IOException {
        JsonScanner json = stream.json;
        boolean list = json.isText(Keys.IMAGES) || json.isText(Keys.ANNOTATIONS) || json.isText(Keys.CATEGORIES);
        if (list || json.offset() > FAR_ENOUGH) {
            coco = list && stream.peek() == '[';
            stream.stop();
            return;
        }
        stream.skip();
    }
}
