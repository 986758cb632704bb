package maskrcnn4j.dataset;

import java.util.Optional;
import maskrcnn4j.mask.PolygonRasterizer;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a data set in columns, in the order of their file. Immutable; objects are named by their place, from 0.
 *
 * <p>These are the plain accessors for code that walks over millions of objects; {@link Instance} shows one of them.
 */
public final class InstanceTable {
    static final int CROWD = 1;
    static final int CROWD_STATED = 2;
    static final int IGNORED = 4;
    static final int BOX = 8;
    static final int AREA = 16;
    static final int KIND_SHIFT = 5;

    static final MaskKind[] KINDS = MaskKind.values();

    private final int count;
    private final long @Nullable [] ids;
    private final int[] samples;
    private final int[] categories;
    private final double[] boxes;
    private final double[] areas;
    private final byte[] flags;
    private final int[] maskAt;
    private final int[] maskParts;
    private final MaskStore masks;

    InstanceTable(InstanceTableBuilder built) {
        count = built.count;
        ids = built.trimmedIds();
        samples = built.trimmed(built.samples);
        categories = built.trimmed(built.categories);
        boxes = built.trimmed(built.boxes, 4);
        areas = built.trimmed(built.areas, 1);
        flags = built.trimmed(built.flags);
        maskAt = built.trimmed(built.maskAt);
        maskParts = built.trimmed(built.maskParts);
        masks = built.masks;
    }

    private InstanceTable(InstanceTable from, int[] places) {
        count = places.length;
        ids = from.ids == null && isFirst(places) ? null : new long[count];
        samples = new int[count];
        categories = new int[count];
        boxes = new double[4 * count];
        areas = new double[count];
        flags = new byte[count];
        maskAt = new int[count];
        maskParts = new int[count];
        masks = from.masks;
        for (int i = 0; i < count; i++) {
            int place = places[i];
            if (ids != null) {
                ids[i] = from.id(place);
            }
            samples[i] = from.samples[place];
            categories[i] = from.categories[place];
            System.arraycopy(from.boxes, 4 * place, boxes, 4 * i, 4);
            areas[i] = from.areas[place];
            flags[i] = from.flags[place];
            maskAt[i] = from.maskAt[place];
            maskParts[i] = from.maskParts[place];
        }
    }

    /** {@link #select}, with each object in another sample and category than before. */
    InstanceTable select(int[] places, int[] newSamples, int[] newCategories) {
        InstanceTable selected = new InstanceTable(this, places);
        for (int i = 0; i < places.length; i++) {
            selected.samples[i] = newSamples[selected.samples[i]];
            selected.categories[i] = newCategories[selected.categories[i]];
        }
        return selected;
    }

    private static boolean isFirst(int[] places) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] != i) {
                return false;
            }
        }
        return true;
    }

    /** A table of some of the objects, in the given order; their masks are shared, not copied. */
    public InstanceTable select(int[] places) {
        return new InstanceTable(this, places);
    }

    /** How many objects there are, strays included. */
    public int count() {
        return count;
    }

    /** The object's id in its file; its place + 1 where files give none. */
    public long id(int instance) {
        return ids == null ? instance + 1L : ids[instance];
    }

    /**
     * For each object the place of the last one that has its id; empty if all ids differ, as they should.
     */
    public Optional<int[]> lastOfSameId() {
        if (ids == null) {
            return Optional.empty();
        }
        LongIndex lastPlace = new LongIndex();
        boolean repeated = false;
        for (int i = count - 1; i >= 0; i--) {
            repeated |= lastPlace.putIfAbsent(ids[i], i) >= 0;
        }
        if (!repeated) {
            return Optional.empty();
        }
        int[] last = new int[count];
        for (int i = 0; i < count; i++) {
            last[i] = lastPlace.get(ids[i]);
        }
        return Optional.of(last);
    }

    /** The place of its picture among the samples, or -1 if no listed picture has the id it names. */
    public int sample(int instance) {
        return samples[instance];
    }

    /** The place of its category, or -1 if no listed category has the id it names. */
    public int category(int instance) {
        return categories[instance];
    }

    /** Left edge of the box in pixels; 0 if there is no box. */
    public double x(int instance) {
        return boxes[4 * instance];
    }

    /** Upper edge of the box in pixels; 0 if there is no box. */
    public double y(int instance) {
        return boxes[4 * instance + 1];
    }

    /** Width of the box in pixels; 0 if there is no box. */
    public double width(int instance) {
        return boxes[4 * instance + 2];
    }

    /** Height of the box in pixels; 0 if there is no box. */
    public double height(int instance) {
        return boxes[4 * instance + 3];
    }

    /** Whether the file gives a box. */
    public boolean hasBox(int instance) {
        return (flags[instance] & BOX) != 0;
    }

    /** The area that the file states, in square pixels: of the outline or of the mask; 0 if it states none. */
    public double area(int instance) {
        return areas[instance];
    }

    /** Whether the file states an area. */
    public boolean hasArea(int instance) {
        return (flags[instance] & AREA) != 0;
    }

    /** Whether it stands for a group of objects that are not told apart (COCO's iscrowd). */
    public boolean crowd(int instance) {
        return (flags[instance] & CROWD) != 0;
    }

    /** Whether the file says if it is a crowd; what is not said counts as no. */
    public boolean crowdStated(int instance) {
        return (flags[instance] & CROWD_STATED) != 0;
    }

    /** Whether the file asks evaluators not to count it (the field {@code ignore} of some data sets). */
    public boolean ignored(int instance) {
        return (flags[instance] & IGNORED) != 0;
    }

    /** How its mask is stored. */
    public MaskKind maskKind(int instance) {
        return KINDS[flags[instance] >> KIND_SHIFT];
    }

    /** Its mask, unpacked. */
    public InstanceMask mask(int instance) {
        int at = maskAt[instance];
        return switch (maskKind(instance)) {
            case ABSENT -> InstanceMask.Absent.ABSENT;
            case POLYGONS -> new InstanceMask.Polygons(masks.rings(at, maskParts[instance]));
            case RUNS -> masks.runs(at);
            case BROKEN -> new InstanceMask.Broken(masks.fault(at));
        };
    }

    /** How many numbers {@link #spans} may need for its mask, which must be of kind {@link MaskKind#RUNS}. */
    public int spansLimit(int instance) {
        return masks.runsLength(maskAt[instance]);
    }

    /** Rows of its mask, which must be of kind {@link MaskKind#RUNS}. */
    public int maskHeight(int instance) {
        return masks.runsHeight(maskAt[instance]);
    }

    /** Columns of its mask, which must be of kind {@link MaskKind#RUNS}. */
    public int maskWidth(int instance) {
        return masks.runsWidth(maskAt[instance]);
    }

    /**
     * Unpacks its mask, which must be of kind {@link MaskKind#RUNS}, into {@linkplain maskrcnn4j.mask.Spans spans} as
     * they stand in the file, runs of length zero included.
     *
     * @return the place after the last
     * @throws maskrcnn4j.mask.MaskException if the run lengths are broken
     */
    public int spans(int instance, int[] into, int at) {
        return masks.spans(maskAt[instance], into, at);
    }

    /** How many outlines its mask has, which must be of kind {@link MaskKind#POLYGONS}. */
    public int ringCount(int instance) {
        return maskParts[instance];
    }

    /** Adds the outlines of its mask, which must be of kind {@link MaskKind#POLYGONS}, to one that is being filled. */
    public void addRings(int instance, PolygonRasterizer rasterizer) {
        masks.addRings(maskAt[instance], maskParts[instance], rasterizer);
    }

    /**
     * The least and the greatest coordinates of its outlines, which must be of kind {@link MaskKind#POLYGONS}: x1, y1, x2,
     * y2 in pixels; infinities the wrong way round if it has none. What is not a number is passed over.
     */
    public double[] extent(int instance) {
        return masks.extent(maskAt[instance], maskParts[instance]);
    }

    /** How many numbers one of its outlines has. */
    public int ringLength(int instance, int number) {
        return masks.ringLength(maskAt[instance] + number);
    }

    /** One of the outlines of its mask: x0, y0, x1, y1, ... in pixels, a copy. */
    public double[] ring(int instance, int number) {
        return masks.ring(maskAt[instance] + number);
    }
}
