package maskrcnn4j.dataset.coco;

import java.io.IOException;
import java.nio.file.Path;
import maskrcnn4j.dataset.DatasetException;

/** What the first entry of a list of results holds; by that pycocotools decides how all of them are taken. */
final class FirstEntry implements JsonStream.Step, JsonStream.Member {
    boolean caption;
    boolean box;
    boolean mask;
    boolean keypoints;

    @Override
    public void take(JsonScanner json) throws IOException {
        caption = box = mask = keypoints = false;
        if (json.peek() != '{') {
            json.skip();
            return;
        }
        json.position++;
        if (json.empty('}')) {
            return;
        }
        do {
            json.key();
            caption |= json.isText(Keys.CAPTION);
            mask |= json.isText(Keys.SEGMENTATION);
            keypoints |= json.isText(Keys.KEYPOINTS);
            boolean isBox = json.isText(Keys.BBOX);
            if (json.peek() == '[' && isBox) {
                int before = json.position;
                json.position++;
                box = !json.empty(']');
                json.position = before;
            } else if (isBox) {
                box = true;
            }
            json.skip();
        } while (json.next('}'));
    }

    /** Takes no more of a list than its first entry. */
    void takeFirstOf(JsonStream stream, String name) throws IOException {
        if (stream.opensList(name)) {
            stream.whole(this);
        }
    }

    @Override
    public void take(JsonStream stream) throws IOException {
        if (stream.json.isText(Keys.ANNOTATIONS)) {
            takeFirstOf(stream, "annotations");
            stream.stop();
        } else {
            stream.skip();
        }
    }

    /** How the results are taken. */
    AnnotationParser.Wanted wanted(Path file, boolean masks, boolean inObject, MaskInterest interest)
            throws DatasetException {
        if (caption || !box && !mask) {
            String found = caption ? "is a caption" : keypoints ? "has keypoints" : "has neither bbox nor segmentation";
            throw DatasetException.of(
                    file, "the first result", found, "results of boxes or masks can be scored, nothing else");
        }
        boolean ofMask = !box || inObject && masks && mask;
        return new AnnotationParser.Wanted(true, masks, masks || ofMask, ofMask, ofMask && inObject, interest);
    }
}
