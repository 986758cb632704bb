package maskrcnn4j.dataset.coco;

import java.util.Arrays;
import maskrcnn4j.dataset.InstanceTableBuilder;

/** Entries of an annotation or result list as they were read, with ids that nobody has looked up yet. */
final class AnnotationColumns {
    final InstanceTableBuilder table;
    long[] imageIds;
    long[] categoryIds;
    double[] scores;

    /** How many results state a box beside the mask that they are measured by. */
    int ownBoxes;

    /** Whether areas, and boxes unless stated, are those of the masks. */
    boolean measured;

    AnnotationColumns(boolean scored) {
        table = scored ? InstanceTableBuilder.numbering() : new InstanceTableBuilder();
        imageIds = new long[64];
        categoryIds = new long[64];
        scores = new double[scored ? 64 : 0];
    }

    int count() {
        return table.count();
    }

    void add(long id, long imageId, long categoryId, double score) {
        int at = table.add(id, -1, -1);
        if (at == imageIds.length) {
            resize(at + (at >> 1));
        }
        imageIds[at] = imageId;
        categoryIds[at] = categoryId;
        if (scores.length > 0) {
            scores[at] = score;
        }
    }

    private void resize(int length) {
        imageIds = Arrays.copyOf(imageIds, length);
        categoryIds = Arrays.copyOf(categoryIds, length);
        if (scores.length > 0) {
            scores = Arrays.copyOf(scores, length);
        }
    }

    /** Makes room for this many entries. */
    void reserve(int entries) {
        if (entries > imageIds.length) {
            resize(entries);
        }
        table.reserve(entries);
    }

    /** Takes over the entries of another list; the other one must not be used any more. */
    void append(AnnotationColumns other) {
        int before = count();
        int added = other.count();
        table.append(other.table);
        ownBoxes += other.ownBoxes;
        measured |= other.measured;
        if (before + added > imageIds.length) {
            resize(before + added);
        }
        System.arraycopy(other.imageIds, 0, imageIds, before, added);
        System.arraycopy(other.categoryIds, 0, categoryIds, before, added);
        if (scores.length > 0) {
            System.arraycopy(other.scores, 0, scores, before, added);
        }
    }
}
