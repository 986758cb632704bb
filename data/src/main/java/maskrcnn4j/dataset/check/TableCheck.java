package maskrcnn4j.dataset.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.dataset.Stray;
import maskrcnn4j.text.Counted;

/** Looks at what can be seen without pictures and masks: ids, names, categories. */
final class TableCheck {
    private static final int NAMES_SHOWN = 8;

    private final Dataset dataset;
    private final boolean ids;
    private final List<Finding> findings = new ArrayList<>();

    private TableCheck(Dataset dataset, boolean ids) {
        this.dataset = dataset;
        this.ids = ids;
    }

    /** @param ids whether ids stand in the file, so that they can be wrong */
    static List<Finding> check(Dataset dataset, boolean ids) {
        TableCheck check = new TableCheck(dataset, ids);
        check.categories();
        check.images();
        check.strays();
        if (ids) {
            check.objectIds();
        }
        check.crowds();
        return check.findings;
    }

    private void add(FindingKind kind, String entry, String fault, String remedy) {
        findings.add(new Finding(kind, dataset.name(), entry, fault, remedy));
    }

    private void categories() {
        for (long id : dataset.repeatedCategories()) {
            add(
                    FindingKind.CATEGORY_ID_REPEATED,
                    "category " + id,
                    "is listed more than once; the last mention counts",
                    "give each category an id of its own");
        }
        Map<String, Long> byName = new HashMap<>();
        for (Category category : dataset.categories()) {
            Long before = byName.putIfAbsent(category.name(), category.id());
            if (before != null) {
                add(
                        FindingKind.CATEGORY_NAME_REPEATED,
                        "category " + category.id(),
                        "has the name \"" + category.name() + "\" of category " + before,
                        "give it another name, or join the two");
            }
        }
        boolean[] used = new boolean[dataset.categories().size()];
        InstanceTable table = dataset.instances();
        for (int i = 0; i < table.count(); i++) {
            if (table.category(i) >= 0) {
                used[table.category(i)] = true;
            }
        }
        List<String> unused = new ArrayList<>();
        for (int i = 0; i < used.length; i++) {
            if (!used[i]) {
                unused.add(dataset.categories().get(i).name());
            }
        }
        if (!unused.isEmpty()) {
            String names = String.join(", ", unused.subList(0, Math.min(NAMES_SHOWN, unused.size())))
                    + (unused.size() > NAMES_SHOWN ? ", ..." : "");
            add(
                    FindingKind.CATEGORIES_EMPTY,
                    "",
                    unused.size() + " of " + Counted.of(used.length, "category", "categories")
                            + (unused.size() == 1 ? " has" : " have") + " no objects: " + names,
                    "");
        }
    }

    private void images() {
        for (long id : dataset.repeatedImages()) {
            add(
                    FindingKind.IMAGE_ID_REPEATED,
                    "image " + id,
                    "is listed more than once; the last mention counts",
                    "give each picture an id of its own");
        }
        Map<String, String> byFile = new HashMap<>();
        int empty = 0;
        for (int i = 0; i < dataset.size(); i++) {
            String id = dataset.sampleIdText(i);
            String before = dataset.fileName(i).isEmpty() ? null : byFile.putIfAbsent(dataset.fileName(i), id);
            if (before != null) {
                add(
                        FindingKind.IMAGE_REPEATED,
                        "image " + id,
                        "has the file " + dataset.fileName(i) + " of image " + before,
                        "list each picture once");
            }
            empty += dataset.instanceCount(i) == 0 ? 1 : 0;
        }
        if (empty > 0 && !dataset.categories().isEmpty()) {
            String all = empty == dataset.size() ? "all " + empty : empty + " of " + dataset.size();
            add(
                    FindingKind.IMAGES_EMPTY,
                    "",
                    all + (dataset.size() == 1 ? " picture has" : empty == 1 ? " pictures has" : " pictures have")
                            + " no objects",
                    "");
        }
    }

    private void strays() {
        for (Stray stray : dataset.strays()) {
            String entry = "annotation " + stray.id();
            if (!stray.imageKnown()) {
                add(
                        FindingKind.IMAGE_UNKNOWN,
                        entry,
                        "is on image_id " + stray.imageId() + ", which is not among the images",
                        "list the image or remove the annotation");
            }
            if (!stray.categoryKnown()) {
                add(
                        FindingKind.CATEGORY_UNKNOWN,
                        entry,
                        "has category_id " + stray.categoryId() + ", which is not among the categories",
                        "list the category or remove the annotation");
            }
        }
    }

    private void objectIds() {
        InstanceTable table = dataset.instances();
        Map<Long, Integer> counts = new HashMap<>();
        for (int i = 0; i < table.count(); i++) {
            counts.merge(table.id(i), 1, Integer::sum);
        }
        new TreeMap<>(counts).forEach((id, count) -> {
            if (count > 1) {
                add(
                        FindingKind.ID_REPEATED,
                        "annotation " + id,
                        "is the id of " + count + " annotations; COCO's scorer takes the last of them for all",
                        "give each annotation an id of its own");
            }
        });
        if (counts.containsKey(0L)) {
            add(
                    FindingKind.ID_ZERO,
                    "annotation 0",
                    "has the id 0, which COCO's scorer takes for none: the object counts as never found",
                    "number annotations from 1");
        }
    }

    private void crowds() {
        InstanceTable table = dataset.instances();
        int crowds = 0;
        int unstated = 0;
        for (int i = 0; i < table.count(); i++) {
            crowds += table.crowd(i) ? 1 : 0;
            unstated += table.crowdStated(i) ? 0 : 1;
        }
        if (ids && unstated > 0) {
            add(
                    FindingKind.CROWD_UNSTATED,
                    "",
                    unstated + " annotations do not state iscrowd; they count as single objects, but pycocotools"
                            + " refuses them",
                    "write \"iscrowd\": 0");
        }
        if (crowds > 0) {
            add(
                    FindingKind.CROWDS,
                    "",
                    Counted.of(crowds, "object is a crowd: a group that is", "objects are crowds: groups that are")
                            + " not told apart",
                    "");
        }
    }
}
