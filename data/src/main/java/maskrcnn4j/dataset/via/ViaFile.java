package maskrcnn4j.dataset.via;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.io.JsonCursor;

/** Reads the pictures of a VIA file, be it an export of version 1 or 2 or a project of version 2. */
final class ViaFile {
    static final String PROJECT_KEY = "_via_img_metadata";

    private final JsonCursor json;
    private final List<ViaPicture> pictures = new ArrayList<>();

    private ViaFile(JsonCursor json) {
        this.json = json;
    }

    static List<ViaPicture> read(Path file) throws IOException {
        try (JsonCursor json = JsonCursor.open(file)) {
            ViaFile reading = new ViaFile(json);
            boolean[] project = {false};
            json.object(key -> {
                if (key.equals(PROJECT_KEY)) {
                    project[0] = true;
                    reading.pictures.clear();
                    json.object(name -> reading.picture());
                } else if (project[0] || key.startsWith("_via_") || !json.atObject()) {
                    json.skip();
                } else {
                    reading.picture();
                }
            });
            json.end();
            if (reading.pictures.isEmpty() && !project[0]) {
                throw DatasetException.of(
                        file, "", "no entry has a \"filename\" and \"regions\"", "this is no file of VIA");
            }
            return reading.pictures;
        }
    }

    /** An entry of a picture; objects that are something else are passed over. */
    private void picture() throws IOException {
        String place = json.place();
        List<String> name = new ArrayList<>();
        List<ViaRegion> regions = new ArrayList<>();
        json.object(key -> {
            switch (key) {
                case "filename" -> name.add(json.text());
                case "regions" -> regions(regions);
                default -> json.skip();
            }
        });
        if (!name.isEmpty()) {
            pictures.add(new ViaPicture(place, name.get(name.size() - 1), regions));
        }
    }

    /** Version 1 numbers the regions in an object, version 2 lists them. */
    private void regions(List<ViaRegion> regions) throws IOException {
        if (json.atObject()) {
            json.object(number -> region().ifPresent(regions::add));
        } else if (!json.atNull()) {
            json.array(index -> region().ifPresent(regions::add));
        }
    }

    private Optional<ViaRegion> region() throws IOException {
        String place = json.place();
        String[] shape = {""};
        double[][] corners = {{}, {}};
        Map<String, Double> numbers = new HashMap<>();
        Map<String, String> attributes = new LinkedHashMap<>();
        json.object(key -> {
            switch (key) {
                case "shape_attributes" ->
                    json.object(name -> {
                        switch (name) {
                            case "name" -> shape[0] = json.textOrEmpty();
                            case "all_points_x" -> corners[0] = numbers();
                            case "all_points_y" -> corners[1] = numbers();
                            default -> {
                                if (json.atNumber()) {
                                    numbers.put(name, json.number());
                                } else {
                                    json.skip();
                                }
                            }
                        }
                    });
                case "region_attributes" -> json.object(name -> attributes.put(name, attribute()));
                default -> json.skip();
            }
        });
        // A region without a shape is what VIA leaves behind when one is deleted.
        return shape[0].isEmpty()
                ? Optional.empty()
                : Optional.of(new ViaRegion(place, shape[0], numbers, corners[0], corners[1], attributes));
    }

    /** The text of an attribute; of boxes to tick, those that are ticked. */
    private String attribute() throws IOException {
        if (json.atArray()) {
            json.skip();
            return "";
        }
        if (!json.atObject()) {
            return json.textOrEmpty().strip();
        }
        List<String> ticked = new ArrayList<>();
        json.object(option -> {
            boolean no = json.atNull()
                    || json.atObject()
                    || json.atArray()
                    || json.text().equals("false");
            json.skip();
            if (!no) {
                ticked.add(option);
            }
        });
        return String.join("+", ticked);
    }

    private double[] numbers() throws IOException {
        double[][] numbers = {new double[16]};
        int[] count = {0};
        json.array(index -> {
            if (index == numbers[0].length) {
                numbers[0] = Arrays.copyOf(numbers[0], 2 * index);
            }
            numbers[0][index] = json.number();
            count[0]++;
        });
        return Arrays.copyOf(numbers[0], count[0]);
    }
}
