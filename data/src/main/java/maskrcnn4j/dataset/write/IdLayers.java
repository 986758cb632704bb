package maskrcnn4j.dataset.write;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import maskrcnn4j.image.LabelImage;

/** Lays the masks of a picture over each other into a picture of numbers, where each pixel can belong to one only. */
final class IdLayers {
    private static final String LOST =
            "given to another object: where masks overlap, a pixel of this format belongs to one";

    private IdLayers() {}

    /**
     * Numbers the objects from 1 in their order. Where masks overlap, the surer detection is on top, and of annotations
     * the smaller one.
     *
     * @param losses takes the pixels that objects lose
     */
    static LabelImage paint(int width, int height, List<OutputObject> objects, Losses losses) {
        int[] ids = new int[Math.multiplyExact(width, height)];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            order.add(i);
        }
        Comparator<Integer> lowest =
                Comparator.comparingDouble((Integer i) -> objects.get(i).score().orElse(0));
        order.sort(lowest.thenComparing(
                Comparator.comparingInt((Integer i) -> objects.get(i).pixels().area())
                        .reversed()));
        long[] covered = {0};
        for (int index : order) {
            objects.get(index).pixels().forEachRun((x, y1, y2) -> {
                for (int y = y1; y < y2; y++) {
                    covered[0] += ids[y * width + x] != 0 ? 1 : 0;
                    ids[y * width + x] = index + 1;
                }
            });
        }
        losses.count("pixel", "pixels", LOST, covered[0]);
        return new LabelImage(width, height, ids);
    }
}
