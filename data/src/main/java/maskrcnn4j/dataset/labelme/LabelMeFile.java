package maskrcnn4j.dataset.labelme;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.io.JsonCursor;

/**
 * One file of LabelMe.
 *
 * @param file where it lies
 * @param imagePath the picture it speaks of, relative to the file
 * @param width stated width of the picture, 0 if none
 * @param height stated height of the picture, 0 if none
 * @param embedded whether the picture is embedded in the file as well
 * @param shapes what was drawn
 */
record LabelMeFile(Path file, String imagePath, int width, int height, boolean embedded, List<LabelMeShape> shapes) {

    static LabelMeFile read(Path file) throws IOException {
        try (JsonCursor json = JsonCursor.open(file)) {
            Parser parser = new Parser(json);
            parser.readAll();
            if (!parser.sawShapes) {
                throw DatasetException.of(file, "", "the key \"shapes\" is missing", "this is no file of LabelMe");
            }
            return new LabelMeFile(file, parser.imagePath, parser.width, parser.height, parser.embedded, parser.shapes);
        }
    }

    private static final class Parser {
        private final JsonCursor json;
        private final List<LabelMeShape> shapes = new ArrayList<>();
        private String imagePath = "";
        private int width;
        private int height;
        private boolean embedded;
        private boolean sawShapes;

        Parser(JsonCursor json) {
            this.json = json;
        }

        void readAll() throws IOException {
            json.object(key -> {
                switch (key) {
                    case "imagePath" -> imagePath = json.textOrEmpty();
                    case "imageWidth" -> width = size();
                    case "imageHeight" -> height = size();
                    case "imageData" -> {
                        embedded = !json.atNull();
                        json.skip();
                    }
                    case "shapes" -> {
                        sawShapes = true;
                        json.array(index -> shapes.add(shape()));
                    }
                    default -> json.skip();
                }
            });
            json.end();
        }

        private int size() throws IOException {
            return json.atNull() ? 0 : json.integer(0, Integer.MAX_VALUE);
        }

        private LabelMeShape shape() throws IOException {
            String place = json.place();
            String[] texts = {"", "polygon", "", ""};
            List<double[]> points = new ArrayList<>();
            json.object(key -> {
                switch (key) {
                    case "label" -> texts[0] = json.textOrEmpty();
                    case "shape_type" -> texts[1] = json.textOrEmpty();
                    case "group_id" -> texts[2] = json.textOrEmpty();
                    case "mask" -> texts[3] = json.textOrEmpty();
                    case "points" -> points.add(points());
                    default -> json.skip();
                }
            });
            return new LabelMeShape(
                    place,
                    texts[0],
                    texts[1],
                    texts[2].isEmpty() ? Optional.empty() : Optional.of(texts[2]),
                    points.isEmpty() ? new double[0] : points.get(points.size() - 1),
                    texts[3].isEmpty() ? Optional.empty() : Optional.of(texts[3]));
        }

        private double[] points() throws IOException {
            double[][] corners = {new double[16]};
            int[] count = {0};
            json.array(index -> {
                int before = count[0];
                json.array(axis -> {
                    if (count[0] == corners[0].length) {
                        corners[0] = Arrays.copyOf(corners[0], 2 * count[0]);
                    }
                    corners[0][count[0]++] = json.number();
                });
                if (count[0] - before != 2) {
                    throw json.fault("has " + (count[0] - before) + " numbers; a point has two, x and y", "");
                }
            });
            return Arrays.copyOf(corners[0], count[0]);
        }
    }
}
