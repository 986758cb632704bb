package maskrcnn4j.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.Detection;
import maskrcnn4j.model.Segmentation;
import maskrcnn4j.spec.ModelCategory;

/** What was found in pictures, in COCO's own shape. */
final class CocoDocument {
    private final List<CocoImage> images = new ArrayList<>();
    private final List<ModelCategory> categories;
    private final List<CocoAnnotation> annotations = new ArrayList<>();

    CocoDocument(List<ModelCategory> categories) {
        this.categories = categories;
    }

    record CocoImage(long id, @JsonProperty("file_name") String fileName, int width, int height) {}

    record CocoRle(int[] size, String counts) {}

    record CocoAnnotation(
            long id,
            @JsonProperty("image_id") long imageId,
            @JsonProperty("category_id") long categoryId,
            double[] bbox,
            double score,
            int area,
            int iscrowd,
            CocoRle segmentation) {}

    /** One entry of COCO's results format. */
    record CocoResult(
            @JsonProperty("image_id") long imageId,
            @JsonProperty("category_id") long categoryId,
            double[] bbox,
            double score,
            CocoRle segmentation) {}

    record Document(List<CocoImage> images, List<ModelCategory> categories, List<CocoAnnotation> annotations) {}

    /** Adds a picture and what was found in it. */
    void add(long imageId, String fileName, Segmentation found) {
        images.add(new CocoImage(imageId, fileName, found.width(), found.height()));
        for (Detection detection : found) {
            Rle mask = detection.mask();
            annotations.add(new CocoAnnotation(
                    annotations.size() + 1L,
                    imageId,
                    detection.categoryId(),
                    detection.resultBox(),
                    detection.resultScore(),
                    mask.area(),
                    0,
                    new CocoRle(
                            new int[] {mask.height(), mask.width()},
                            new String(mask.toCompressedBytes(), StandardCharsets.US_ASCII))));
        }
    }

    /** The whole document. */
    Document document() {
        return new Document(images, categories, annotations);
    }

    /** The annotations as a results array. */
    List<CocoResult> results() {
        return annotations.stream()
                .map(found -> new CocoResult(
                        found.imageId(), found.categoryId(), found.bbox(), found.score(), found.segmentation()))
                .toList();
    }

    int detections() {
        return annotations.size();
    }
}
