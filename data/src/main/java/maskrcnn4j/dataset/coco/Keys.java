package maskrcnn4j.dataset.coco;

import java.nio.charset.StandardCharsets;

/** The keys of COCO's files. */
final class Keys {
    static final byte[] ANNOTATIONS = key("annotations");
    static final byte[] AREA = key("area");
    static final byte[] BBOX = key("bbox");
    static final byte[] CAPTION = key("caption");
    static final byte[] CATEGORIES = key("categories");
    static final byte[] CATEGORY_ID = key("category_id");
    static final byte[] COCO_URL = key("coco_url");
    static final byte[] COUNTS = key("counts");
    static final byte[] FILE_NAME = key("file_name");
    static final byte[] FREQUENCY = key("frequency");
    static final byte[] HEIGHT = key("height");
    static final byte[] ID = key("id");
    static final byte[] IGNORE = key("ignore");
    static final byte[] IMAGES = key("images");
    static final byte[] IMAGE_ID = key("image_id");
    static final byte[] ISCROWD = key("iscrowd");
    static final byte[] KEYPOINTS = key("keypoints");
    static final byte[] NAME = key("name");
    static final byte[] NEGATIVE = key("neg_category_ids");
    static final byte[] NOT_EXHAUSTIVE = key("not_exhaustive_category_ids");
    static final byte[] SCORE = key("score");
    static final byte[] SEGMENTATION = key("segmentation");
    static final byte[] SIZE = key("size");
    static final byte[] SUPERCATEGORY = key("supercategory");
    static final byte[] WIDTH = key("width");

    private Keys() {}

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.US_ASCII);
    }
}
