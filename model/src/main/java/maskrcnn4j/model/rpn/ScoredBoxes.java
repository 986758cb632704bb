package maskrcnn4j.model.rpn;

import java.util.List;

/** The boxes of a level, or of several, as the network scores them; decoded only where somebody asks. */
interface ScoredBoxes {
    /** The objectness of every box. */
    float[] logits();

    /** Writes x1, y1, x2, y2 of one box in pixels of the network input, not clipped. */
    void box(int index, float[] into, int at);

    /** Several one after the other. */
    static ScoredBoxes join(List<ScoredBoxes> parts) {
        int[] first = new int[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            first[i + 1] = first[i] + parts.get(i).logits().length;
        }
        float[] logits = new float[first[parts.size()]];
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i).logits(), 0, logits, first[i], first[i + 1] - first[i]);
        }
        return new ScoredBoxes() {
            @Override
            public float[] logits() {
                return logits;
            }

            @Override
            public void box(int index, float[] into, int at) {
                int part = 0;
                while (index >= first[part + 1]) {
                    part++;
                }
                parts.get(part).box(index - first[part], into, at);
            }
        };
    }
}
