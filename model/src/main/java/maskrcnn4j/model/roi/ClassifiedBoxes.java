package maskrcnn4j.model.roi;

import maskrcnn4j.model.box.Boxes;

/**
 * The detections of a picture before they have masks.
 *
 * @param boxes in pixels of the network input
 * @param labels the class of each, 1 for the first category
 * @param scores the probability of that class
 * @param proposals which proposal each came from
 */
public record ClassifiedBoxes(Boxes boxes, int[] labels, float[] scores, int[] proposals) {
    /** No detections. */
    public static final ClassifiedBoxes NONE = new ClassifiedBoxes(Boxes.NONE, new int[0], new float[0], new int[0]);

    /** How many. */
    public int size() {
        return labels.length;
    }

    /** The detections of the given numbers, in that order. */
    ClassifiedBoxes select(int... places) {
        int[] newLabels = new int[places.length];
        float[] newScores = new float[places.length];
        int[] newProposals = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            newLabels[i] = labels[places[i]];
            newScores[i] = scores[places[i]];
            newProposals[i] = proposals[places[i]];
        }
        return new ClassifiedBoxes(boxes.select(places), newLabels, newScores, newProposals);
    }
}
