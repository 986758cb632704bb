package maskrcnn4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import maskrcnn4j.image.Images;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.testing.Shared;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real photographs: against the detections that the model's authors published, and bf16 against float32. */
@Tag("fixtures")
class Mask2GoPhotosTest {
    private record Published(long category, Box box, Rle mask) {}

    @Test
    void thePublishedDetectionsAreFound() throws IOException {
        Path folder = Shared.require("data/mask2go");
        Path published = Shared.require("data/coco-mini/published");
        Map<Long, List<Published>> byImage = published(published);
        int wanted = 0;
        int found = 0;
        double overlap = 0;
        try (MaskRcnn model = MaskRcnn.load(folder, TestDevice.load().withPrecision(Precision.FLOAT32))) {
            for (Map.Entry<Long, List<Published>> image : byImage.entrySet()) {
                Path photo = published.resolveSibling("val2017").resolve(String.format("%012d.jpg", image.getKey()));
                Segmentation ours = model.segment(Images.read(photo));
                for (Published one : image.getValue()) {
                    wanted++;
                    Detection match = match(ours, one.category(), one.box());
                    if (match != null) {
                        found++;
                        overlap += match.mask().iou(one.mask());
                    }
                }
            }
        }
        assertThat(wanted).isPositive();
        assertThat((double) found / wanted).isGreaterThanOrEqualTo(26.0 / 28);
        assertThat(overlap / found).isGreaterThanOrEqualTo(0.92);
    }

    private static Map<Long, List<Published>> published(Path folder) {
        JsonNode boxes = new JsonMapper().readTree(folder.resolve("mask2go_bbox_results.json"));
        JsonNode masks = new JsonMapper().readTree(folder.resolve("mask2go_segm_results.json"));
        Map<Long, List<Published>> byImage = new TreeMap<>();
        for (int i = 0; i < boxes.size(); i++) {
            JsonNode box = boxes.get(i).get("bbox");
            JsonNode rle = masks.get(i).get("segmentation");
            assertThat(masks.get(i).get("image_id")).isEqualTo(boxes.get(i).get("image_id"));
            if (boxes.get(i).get("score").asDouble() >= 0.5) {
                byImage.computeIfAbsent(boxes.get(i).get("image_id").asLong(), id -> new ArrayList<>())
                        .add(new Published(
                                boxes.get(i).get("category_id").asLong(),
                                Box.ofXywh(
                                        box.get(0).asDouble(),
                                        box.get(1).asDouble(),
                                        box.get(2).asDouble(),
                                        box.get(3).asDouble()),
                                Rle.fromCompressed(
                                        rle.get("size").get(0).asInt(),
                                        rle.get("size").get(1).asInt(),
                                        rle.get("counts").asString())));
            }
        }
        return byImage;
    }

    @Test
    void bf16FindsWhatFloat32Finds() throws IOException {
        Path folder = Shared.require("data/mask2go");
        Path photos = Shared.require("data/coco-mini/val2017");
        int sure = 0;
        int matched = 0;
        try (MaskRcnn exact = MaskRcnn.load(folder, TestDevice.load().withPrecision(Precision.FLOAT32));
                MaskRcnn fast = MaskRcnn.load(folder, TestDevice.load().withPrecision(Precision.BF16));
                Stream<Path> files = Files.list(photos)) {
            for (Path photo : files.sorted().toList()) {
                Segmentation expected = exact.segment(Images.read(photo)).atLeast(0.3);
                Segmentation found = fast.segment(Images.read(photo));
                for (Detection detection : expected) {
                    sure++;
                    if (match(found, detection.categoryId(), detection.box()) != null) {
                        matched++;
                    }
                }
            }
        }
        assertThat(sure).isPositive();
        assertThat((double) matched / sure).isGreaterThanOrEqualTo(0.95);
    }

    private static @Nullable Detection match(Segmentation found, long category, Box box) {
        return found.stream()
                .filter(detection ->
                        detection.categoryId() == category && detection.box().iou(box) > 0.5)
                .max(Comparator.comparingDouble(detection -> detection.box().iou(box)))
                .orElse(null);
    }
}
