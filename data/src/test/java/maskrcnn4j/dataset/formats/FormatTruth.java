package maskrcnn4j.dataset.formats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Instance;
import maskrcnn4j.dataset.InstanceMasks;
import maskrcnn4j.dataset.Sample;
import maskrcnn4j.dataset.io.JsonCursor;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.mask.Rle;

/** What is on each picture: class and pixels of each object, by the picture's name without extension. */
public final class FormatTruth {
    public record Object(String category, Rle pixels) {}

    private FormatTruth() {}

    /** Reads truth.json of the folder with the same data in several formats. */
    public static Map<String, List<Object>> read(Path file) throws IOException {
        Map<String, List<Object>> truth = new LinkedHashMap<>();
        try (JsonCursor json = JsonCursor.open(file)) {
            json.object(key -> {
                if (key.equals("images")) {
                    json.array(index -> picture(json, truth));
                } else {
                    json.skip();
                }
            });
        }
        return truth;
    }

    private static void picture(JsonCursor json, Map<String, List<Object>> truth) throws IOException {
        String[] name = {""};
        List<Object> objects = new ArrayList<>();
        json.object(key -> {
            switch (key) {
                case "image" -> name[0] = json.text();
                case "instances" -> json.array(index -> objects.add(object(json)));
                default -> json.skip();
            }
        });
        truth.put(name[0], objects);
    }

    private static Object object(JsonCursor json) throws IOException {
        String[] category = {""};
        List<Integer> size = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        json.object(key -> {
            switch (key) {
                case "class" -> category[0] = json.text();
                case "size" -> json.array(index -> size.add(json.integer(0, 1 << 20)));
                case "counts" -> json.array(index -> counts.add(json.integer(0, Integer.MAX_VALUE)));
                default -> json.skip();
            }
        });
        int[] runs = counts.stream().mapToInt(Integer::intValue).toArray();
        return new Object(category[0], Rle.ofCounts(size.get(0), size.get(1), runs));
    }

    /** The same of a data set. */
    public static Map<String, List<Object>> of(Dataset dataset) {
        Map<String, List<Object>> found = new LinkedHashMap<>();
        for (Sample sample : dataset.samples()) {
            List<Object> objects = new ArrayList<>();
            for (Instance instance : sample.instances()) {
                objects.add(new Object(
                        instance.category().name(),
                        InstanceMasks.rasterize(instance.mask(), sample.height(), sample.width())));
            }
            found.put(PictureFiles.stem(sample.imagePath()), objects);
        }
        return found;
    }

    /** The same with all objects of one class. */
    public static Map<String, List<Object>> ofOneClass(Map<String, List<Object>> truth, String category) {
        Map<String, List<Object>> plain = new LinkedHashMap<>();
        truth.forEach((name, objects) -> plain.put(
                name,
                objects.stream()
                        .map(object -> new Object(category, object.pixels()))
                        .toList()));
        return plain;
    }
}
