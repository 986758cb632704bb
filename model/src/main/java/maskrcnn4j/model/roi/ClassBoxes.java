package maskrcnn4j.model.roi;

import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.spec.ClassRule;
import maskrcnn4j.spec.DetectionSpec;

/** The box of each proposal for each class, decoded only where somebody asks. */
interface ClassBoxes {
    /** Whether the network gave numbers for a proposal. */
    boolean isFinite(int proposal);

    /** Writes x1, y1, x2, y2 in pixels of the network input, clipped to the picture. */
    void box(int proposal, int label, float[] into, int at);

    /** Writes x1, y1, x2, y2 in pixels of the network input as they are before clipping. */
    default void unclipped(int proposal, int label, float[] into, int at) {
        box(proposal, label, into, at);
    }

    /**
     * Boxes decoded from deltas.
     *
     * @param deltas {@code [R, 4 B]}, row-major, B boxes a proposal
     * @param perProposal B
     */
    static ClassBoxes decoded(
            Boxes proposals,
            float[] deltas,
            int perProposal,
            ClassRule classes,
            BoxCoder coder,
            DetectionSpec.Coordinates in,
            ResizedImage image) {
        boolean original = in == DetectionSpec.Coordinates.ORIGINAL_IMAGE;
        float scaleX = original ? (float) image.scaleX() : 1;
        float scaleY = original ? (float) image.scaleY() : 1;
        // The size that Detectron reckons back from the input, which need not be the picture's own to the pixel.
        int width = original ? (int) (image.width() / image.scaleX() + 0.5) : image.width();
        int height = original ? (int) (image.height() / image.scaleY() + 0.5) : image.height();
        return new ClassBoxes() {
            @Override
            public boolean isFinite(int proposal) {
                int from = 4 * perProposal * proposal;
                for (int i = from; i < from + 4 * perProposal; i++) {
                    if (!Float.isFinite(deltas[i])) {
                        return false;
                    }
                }
                return true;
            }

            @Override
            public void box(int proposal, int label, float[] into, int at) {
                decode(proposal, label, into, at);
                coder.clip(into, at, width, height);
                scale(into, at);
            }

            @Override
            public void unclipped(int proposal, int label, float[] into, int at) {
                decode(proposal, label, into, at);
                scale(into, at);
            }

            private void decode(int proposal, int label, float[] into, int at) {
                into[at] = proposals.x1(proposal) / scaleX;
                into[at + 1] = proposals.y1(proposal) / scaleY;
                into[at + 2] = proposals.x2(proposal) / scaleX;
                into[at + 3] = proposals.y2(proposal) / scaleY;
                coder.decode(into, at, deltas, 4 * (perProposal * proposal + classes.box(label)), into, at);
            }

            private void scale(float[] into, int at) {
                into[at] *= scaleX;
                into[at + 1] *= scaleY;
                into[at + 2] *= scaleX;
                into[at + 3] *= scaleY;
            }
        };
    }
}
