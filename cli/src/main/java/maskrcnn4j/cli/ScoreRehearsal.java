package maskrcnn4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Scores a picture with two objects, so that the class archive holds what {@code score} loads. */
final class ScoreRehearsal {
    private static final String TRUTH = """
            {"images": [{"id": 1, "file_name": "a.jpg", "height": 60, "width": 80}],
             "categories": [{"id": 1, "name": "cat", "supercategory": "animal"}],
             "annotations": [
              {"id": 1, "image_id": 1, "category_id": 1, "iscrowd": 0, "area": 100.25, "bbox": [10.5, 10, 20, 20],
               "segmentation": [[10.5, 10, 30.5, 10, 30.5, 30, 10.5, 30]]},
              {"id": 2, "image_id": 1, "category_id": 1, "iscrowd": 1, "area": 4800, "bbox": [0, 0, 80, 60],
               "segmentation": {"size": [60, 80], "counts": [0, 4800]}}]}
            """;

    private static final String FOUND = """
            [{"image_id": 1, "category_id": 1, "bbox": [11.25, 10, 20, 20], "score": 0.87654321012345678},
             {"image_id": 1, "category_id": 1, "bbox": [30, 30, 5, 5], "score": 0.5}]
            """;

    private static final String FOUND_MASKS = """
            [{"image_id": 1, "category_id": 1, "segmentation": {"size": [60, 80], "counts": "0PS5"}, "score": 0.9}]
            """;

    private ScoreRehearsal() {}

    static void run(Terminal terminal) {
        try {
            Path folder = Files.createTempDirectory("mrcnn");
            Path truth = Files.writeString(folder.resolve("truth.json"), TRUTH);
            Path found = Files.writeString(folder.resolve("found.json"), FOUND);
            Path masks = Files.writeString(folder.resolve("masks.json"), FOUND_MASKS);
            Path json = folder.resolve("score.json");
            score(terminal, truth, found, "bbox", json);
            score(terminal, truth, masks, "segm", json);
            for (Path file : new Path[] {truth, found, masks, json, folder}) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            terminal.err().println(e.getMessage());
        }
    }

    private static void score(Terminal terminal, Path truth, Path found, String type, Path json) {
        QuickScore.run(
                new String[] {
                    "score", "-a", truth.toString(), "-d", found.toString(), "--type", type, "--json", json.toString()
                },
                terminal);
    }
}
