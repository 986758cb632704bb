package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Looks at the beginning of a JSON file for the keys of COCO. */
final class CocoSniffer implements JsonStream.Member {
    /** Small lists may stand before the ones that tell; nobody puts a megabyte there. */
    private static final long FAR_ENOUGH = 1 << 20;

    /** Ends the walk. */
    private static final class Known extends IOException {
        private static final long serialVersionUID = 1;
    }

    private boolean coco;

    private CocoSniffer() {}

    static boolean looksLikeCoco(Path file, FileChannel channel) throws IOException {
        CocoSniffer sniffer = new CocoSniffer();
        try {
            JsonStream stream = new JsonStream(file, channel);
            if (stream.peek() == '{') {
                stream.members(sniffer);
            }
        } catch (Known known) {
            return sniffer.coco;
        } catch (maskrcnn4j.dataset.DatasetException broken) {
            return false;
        }
        return false;
    }

    @Override
    public void take(JsonStream stream) throws IOException {
        JsonScanner json = stream.json;
        boolean list = json.isText(Keys.IMAGES) || json.isText(Keys.ANNOTATIONS) || json.isText(Keys.CATEGORIES);
        if (list || json.offset() > FAR_ENOUGH) {
            coco = list && stream.peek() == '[';
            throw new Known();
        }
        stream.skip();
    }
}
