package maskrcnn4j.model.evaluation;

import java.util.Arrays;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.InstanceTableBuilder;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.Detection;

/**
 * What was found so far, packed: boxes as results state them, masks as run lengths. About two hundred bytes a detection.
 */
final class FoundObjects {
    private final InstanceTableBuilder boxes = InstanceTableBuilder.numbering();
    private final InstanceTableBuilder masks = InstanceTableBuilder.numbering();
    private double[] scores = new double[1024];
    private int[] samples = new int[1024];
    private int[] categories = new int[1024];
    private int count;

    /** Adds a detection on a sample, of the category at a place. */
    void add(int sample, int category, Detection found) {
        if (count == scores.length) {
            scores = Arrays.copyOf(scores, 2 * count);
            samples = Arrays.copyOf(samples, 2 * count);
            categories = Arrays.copyOf(categories, 2 * count);
        }
        double[] box = found.resultBox();
        boxes.box(box[0], box[1], box[2], box[3]).area(box[2] * box[3]).add(0, sample, category);
        Rle mask = found.mask();
        Box tight = mask.boundingBox();
        byte[] text = mask.toCompressedBytes();
        masks.box(tight.x1(), tight.y1(), tight.width(), tight.height())
                .area(mask.area())
                .runText(mask.height(), mask.width(), text, 0, text.length)
                .add(0, sample, category);
        scores[count] = found.resultScore();
        categories[count] = category;
        samples[count++] = sample;
    }

    /** The detections with their boxes, on samples and of categories that have new places. */
    Detections boxes(Dataset truth, int[] newSample, int[] newCategory) {
        return detections(boxes, truth, newSample, newCategory, false);
    }

    /** The detections with their masks, and the boxes of these, on samples and of categories that have new places. */
    Detections masks(Dataset truth, int[] newSample, int[] newCategory) {
        return detections(masks, truth, newSample, newCategory, true);
    }

    /** In the order of the samples, which is not that in which they ran. */
    private Detections detections(
            InstanceTableBuilder table, Dataset truth, int[] newSample, int[] newCategory, boolean boxesOfMasks) {
        int[] first = new int[truth.size() + 1];
        for (int i = 0; i < count; i++) {
            first[newSample[samples[i]] + 1]++;
        }
        for (int s = 0; s < truth.size(); s++) {
            first[s + 1] += first[s];
        }
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            table.assign(i, newSample[samples[i]], newCategory[categories[i]]);
            order[first[newSample[samples[i]]]++] = i;
        }
        return new Detections("what the model found", truth, table.build(), scores, boxesOfMasks).select(order);
    }
}
