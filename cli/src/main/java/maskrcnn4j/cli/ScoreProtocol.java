package maskrcnn4j.cli;

/** By whose measure detections are scored. */
enum ScoreProtocol {
    COCO("coco"),
    LVIS("lvis"),
    VOC("voc"),
    CITYSCAPES("cityscapes");

    private final String key;

    ScoreProtocol(String key) {
        this.key = key;
    }

    /** Its name in options and files. */
    String key() {
        return key;
    }
}
