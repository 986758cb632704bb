package maskrcnn4j.dataset.check;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.coco.CocoFormat;
import maskrcnn4j.dataset.io.JsonOutput;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.mask.Box;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * Writes a COCO file again without what cannot be used. Annotations are left out, given new ids, or given box, area and
 * outlines anew; everything else, also fields that nobody here knows, is copied as it is.
 */
public final class CocoRepair {
    private static final Set<String> NEEDED = Set.of("id", "image_id", "category_id");
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final Path file;
    private final InstanceTable table;
    private final Map<Integer, ObjectFix> fixes;
    private final List<String> changes = new ArrayList<>();
    private final Set<Long> used = new HashSet<>();
    private long nextId;
    private int dropped;
    private int mended;

    /**
     * What a repair did.
     *
     * @param file the file written
     * @param dropped how many annotations were left out
     * @param mended how many were changed
     * @param changes what was done, one line for each annotation
     */
    public record Result(Path file, int dropped, int mended, List<String> changes) {}

    private CocoRepair(Path file, InstanceTable table, Map<Integer, ObjectFix> fixes) {
        this.file = file;
        this.table = table;
        this.fixes = fixes;
        nextId = 1;
        for (int i = 0; i < table.count(); i++) {
            nextId = Math.max(nextId, table.id(i) + 1);
        }
    }

    /**
     * Writes {@code NAME-fixed.json} beside a file.
     *
     * @param part what the linter found in it
     * @throws IOException if the file cannot be read as COCO at all, or the new one not be written
     */
    public static Result repair(CheckReport.Part part) throws IOException {
        Dataset dataset = new CocoFormat().read(part.path(), ReadOptions.DEFAULT.withProblems(problem -> {}));
        CocoRepair repair = new CocoRepair(part.path(), dataset.instances(), part.fixes());
        Path target = part.path().toAbsolutePath().resolveSibling(PictureFiles.stem(part.path()) + "-fixed.json");
        repair.write(target);
        return new Result(target, repair.dropped, repair.mended, repair.changes);
    }

    private void write(Path target) throws IOException {
        int[] instances = align();
        JsonOutput.write(target, json -> {
            try (JsonParser in = parser()) {
                in.nextToken();
                json.writeStartObject();
                while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = in.currentName();
                    json.writeName(name);
                    in.nextToken();
                    if (name.equals("annotations") && in.currentToken() == JsonToken.START_ARRAY) {
                        json.writeStartArray();
                        for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) {
                            annotation(in, json, instances[i], i);
                        }
                        json.writeEndArray();
                    } else {
                        json.copyCurrentStructureExact(in);
                    }
                }
                json.writeEndObject();
            }
        });
    }

    private JsonParser parser() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file));
        return FACTORY.createParser(ObjectReadContext.empty(), in);
    }

    /** For each entry of the list the object that was read from it, or -1 if none could be. */
    private int[] align() throws IOException {
        List<Integer> instances = new ArrayList<>();
        int next = 0;
        try (JsonParser in = parser()) {
            in.nextToken();
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean list = in.currentName().equals("annotations");
                in.nextToken();
                if (!list || in.currentToken() != JsonToken.START_ARRAY) {
                    in.skipChildren();
                    continue;
                }
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    boolean known = isRead(in, next);
                    instances.add(known ? next : -1);
                    next += known ? 1 : 0;
                }
            }
        }
        return instances.stream().mapToInt(Integer::intValue).toArray();
    }

    private boolean isRead(JsonParser in, int next) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return false;
        }
        Set<String> seen = new HashSet<>();
        long id = 0;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            if (NEEDED.contains(name)) {
                seen.add(name);
            }
            if (name.equals("id") && in.currentToken().isNumeric()) {
                id = in.getValueAsLong();
            }
            in.skipChildren();
        }
        return seen.size() == NEEDED.size() && next < table.count() && table.id(next) == id;
    }

    private void annotation(JsonParser in, JsonGenerator json, int instance, int index) {
        if (instance < 0) {
            in.skipChildren();
            drop("annotations[" + index + "]", "it cannot be read");
            return;
        }
        String name = "annotation " + table.id(instance);
        ObjectFix fix = fixes.getOrDefault(instance, ObjectFix.Keep.KEEP);
        if (fix instanceof ObjectFix.Drop drop) {
            in.skipChildren();
            drop(name, drop.reason());
            return;
        }
        long id = table.id(instance);
        boolean newId = id == 0 || !used.add(id);
        boolean crowd = !table.crowdStated(instance);
        if (fix instanceof ObjectFix.Keep && !newId && !crowd) {
            json.copyCurrentStructureExact(in);
            return;
        }
        List<String> done = new ArrayList<>();
        json.writeStartObject();
        Set<String> replaced = new HashSet<>();
        if (newId) {
            replaced.add("id");
            json.writeNumberProperty("id", nextId);
            done.add("new id " + nextId++);
        }
        if (crowd) {
            replaced.add("iscrowd");
            json.writeNumberProperty("iscrowd", 0);
            done.add("iscrowd 0");
        }
        if (fix instanceof ObjectFix.Mend mend) {
            mend(mend, json, replaced, done);
        }
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String field = in.currentName();
            in.nextToken();
            if (replaced.contains(field)) {
                in.skipChildren();
            } else {
                json.writeName(field);
                json.copyCurrentStructureExact(in);
            }
        }
        json.writeEndObject();
        mended++;
        changes.add(name + ": mended: " + String.join(", ", done));
    }

    private static void mend(ObjectFix.Mend mend, JsonGenerator json, Set<String> replaced, List<String> done) {
        if (mend.box()) {
            replaced.add("bbox");
            Box box = mend.pixels().boundingBox();
            json.writeName("bbox");
            JsonOutput.numbers(json, box.x1(), box.y1(), box.width(), box.height());
            done.add("box of the mask");
        }
        if (mend.area()) {
            replaced.add("area");
            json.writeNumberProperty("area", mend.pixels().area());
            done.add("area of the mask");
        }
        if (!mend.rings().isEmpty()) {
            replaced.add("segmentation");
            json.writeName("segmentation");
            json.writeStartArray();
            mend.rings().forEach(ring -> JsonOutput.numbers(json, ring));
            json.writeEndArray();
            done.add("without its broken polygons");
        }
    }

    private void drop(String name, String reason) {
        dropped++;
        changes.add(name + ": left out: " + reason);
    }
}
