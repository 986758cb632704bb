package maskrcnn4j.dataset.check;

import maskrcnn4j.dataset.Dataset;

/** How users find an object again: by its id where the file gives ids, else by its place on its picture. */
final class EntryNames {
    private final Dataset dataset;
    private final boolean ids;

    EntryNames(Dataset dataset, boolean ids) {
        this.dataset = dataset;
        this.ids = ids;
    }

    /** The file in which a picture is listed; empty if none lists it. */
    String listing() {
        return ids ? dataset.name() : "";
    }

    String image(int sample) {
        String name = dataset.fileName(sample);
        return ids ? "image " + dataset.sampleIdText(sample) + " (" + name + ")" : name;
    }

    String object(int sample, int number) {
        String picture = dataset.fileName(sample);
        if (ids) {
            return "annotation " + dataset.instances().id(dataset.instanceOf(sample, number)) + " (on " + picture + ")";
        }
        return picture + ", object " + (number + 1);
    }
}
