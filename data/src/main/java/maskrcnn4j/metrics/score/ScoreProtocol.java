package maskrcnn4j.metrics.score;

/** By whose measure detections are scored. */
public enum ScoreProtocol {
    /** COCO's twelve numbers. */
    COCO("coco"),
    /** LVIS' thirteen numbers. */
    LVIS("lvis"),
    /** Pascal VOC's mAP. */
    VOC("voc"),
    /** Cityscapes' AP of masks. */
    CITYSCAPES("cityscapes");

    private final String key;

    ScoreProtocol(String key) {
        this.key = key;
    }

    /** Its name in options and files. */
    public String key() {
        return key;
    }
}
