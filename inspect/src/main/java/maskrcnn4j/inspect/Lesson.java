package maskrcnn4j.inspect;

import java.util.List;
import java.util.Map;

/**
 * What training would ask of a picture. Boxes are in pixels of the network input.
 *
 * @param truths x1, y1, x2, y2 of the true objects it learns from
 * @param labels the class of each
 * @param anchorLabels of all anchors, level after level: 1 positive, 0 negative, -1 ignored
 * @param positives which positive anchors were sampled
 * @param negatives which negative anchors were sampled
 * @param proposals how many proposals there were to sample from
 * @param rois x1, y1, x2, y2 of the sampled boxes, those of foreground first
 * @param roiLabels the class of each sampled box of foreground
 * @param roiTruths the true object of each sampled box of foreground
 * @param maskSize rows and columns of a mask target
 * @param masks the mask targets of the first boxes of foreground, row after row
 * @param losses the five losses, by name
 */
public record Lesson(
        float[] truths,
        int[] labels,
        byte[] anchorLabels,
        int[] positives,
        int[] negatives,
        int proposals,
        float[] rois,
        int[] roiLabels,
        int[] roiTruths,
        int maskSize,
        List<float[]> masks,
        Map<String, Double> losses) {
    /** Takes the collections as they are now. */
    public Lesson {
        masks = List.copyOf(masks);
    }

    /** How many anchors have a label. */
    public int anchors(int label) {
        int count = 0;
        for (byte one : anchorLabels) {
            count += one == label ? 1 : 0;
        }
        return count;
    }

    /** How many boxes were sampled. */
    public int sampled() {
        return rois.length / 4;
    }
}
