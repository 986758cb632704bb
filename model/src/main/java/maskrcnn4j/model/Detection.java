package maskrcnn4j.model;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Polygons;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.mask.SoftMask;
import maskrcnn4j.spec.ModelCategory;
import org.jspecify.annotations.Nullable;

/**
 * One object found in a picture.
 *
 * <p>Its mask is kept small, as the network drew it; the mask in the picture's size is made when it is first asked for,
 * run-length encoded, never as a full-size array.
 */
public final class Detection {
    private final ModelCategory category;
    private final double score;
    private final Box box;
    private final SoftMask softMask;
    private final Supplier<Rle> pasted;
    private volatile @Nullable Rle mask;

    /**
     * @param pasted makes the mask in the size of the picture
     */
    Detection(ModelCategory category, double score, Box box, SoftMask softMask, Supplier<Rle> pasted) {
        this.category = category;
        this.score = score;
        this.box = box;
        this.softMask = softMask;
        this.pasted = pasted;
    }

    /** What it is an object of. */
    ModelCategory category() {
        return category;
    }

    /** The name of its class. */
    public String label() {
        return category.name();
    }

    /** The id of its class, as data sets and results write it. */
    public long categoryId() {
        return category.id();
    }

    /** How sure the network is, 0 to 1. */
    public double score() {
        return score;
    }

    /** Where it is, in pixels of the picture; the right and lower sides are edges, so that x2 - x1 is the width. */
    public Box box() {
        return box;
    }

    /**
     * The box as results state it, COCO's x, y, width, height: to a ten-thousandth of a pixel, which is finer than the
     * network is and a third of the digits.
     */
    public double[] resultBox() {
        double[] result = box.toXywh();
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.rint(result[i] * 1e4) / 1e4;
        }
        return result;
    }

    /** The score as results state it: the shortest number that means the network's float. */
    public double resultScore() {
        return Double.parseDouble(Float.toString((float) score));
    }

    /** What the network drew: probabilities over the box, 24 x 24 or 28 x 28. */
    public SoftMask softMask() {
        return softMask;
    }

    /** The mask in the size of the picture, run-length encoded as COCO does. */
    public Rle mask() {
        Rle made = mask;
        if (made == null) {
            made = pasted.get();
            mask = made;
        }
        return made;
    }

    /** The mask in the size of the picture, row after row: 1 where the object is, 0 elsewhere. */
    public byte[] bitmap() {
        return mask().toBitmap();
    }

    /** The outlines of the mask: x, y, x, y, ... of each, in pixels of the picture; filled, they give the mask again. */
    public List<double[]> polygons() {
        return Polygons.trace(mask());
    }

    @Override
    public String toString() {
        return String.format(java.util.Locale.ROOT, "%s %.3f %s", label(), score, Objects.toString(box));
    }
}
