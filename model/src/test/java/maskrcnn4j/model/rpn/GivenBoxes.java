package maskrcnn4j.model.rpn;

/**
 * Boxes that need no decoding.
 *
 * @param logits their scores
 * @param corners four numbers for each
 */
record GivenBoxes(float[] logits, float... corners) implements ScoredBoxes {
    @Override
    public void box(int index, float[] into, int at) {
        System.arraycopy(corners, 4 * index, into, at, 4);
    }
}
