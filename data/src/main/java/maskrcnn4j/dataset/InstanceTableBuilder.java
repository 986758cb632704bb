package maskrcnn4j.dataset;

import java.util.Arrays;
import maskrcnn4j.mask.RleText;
import org.jspecify.annotations.Nullable;

/**
 * Fills an {@link InstanceTable}, object by object: describe one with any of the calls, then {@link #add} it; what was
 * described since the last {@code add} can be taken back with {@link #discard}. For one thread.
 */
public final class InstanceTableBuilder {
    private final boolean numbered;
    int count;
    private long @Nullable [] ids;
    int[] samples = new int[16];
    int[] categories = new int[16];
    double[] boxes = new double[64];
    double[] areas = new double[16];
    byte[] flags = new byte[16];
    int[] maskAt = new int[16];
    int[] maskParts = new int[16];
    final MaskStore masks = new MaskStore();

    private int pending;
    private MaskKind kind = MaskKind.ABSENT;
    private int pendingMask;
    private double x;
    private double y;
    private double width;
    private double height;
    private double area;
    private int ringsBefore;
    private boolean inRing;

    /** A builder of objects with ids of their own. */
    public InstanceTableBuilder() {
        this(false);
    }

    private InstanceTableBuilder(boolean numbered) {
        this.numbered = numbered;
    }

    /** A builder that drops the ids it is given: each object is numbered by its place, from 1. */
    public static InstanceTableBuilder numbering() {
        return new InstanceTableBuilder(true);
    }

    /** The box in pixels. */
    public InstanceTableBuilder box(double x, double y, double width, double height) {
        this.x = x;
        this.y = y;
        this.width = width;
        this.height = height;
        pending |= InstanceTable.BOX;
        return this;
    }

    /** The stated area in square pixels. */
    public InstanceTableBuilder area(double area) {
        this.area = area;
        pending |= InstanceTable.AREA;
        return this;
    }

    /** Whether it is a crowd; without this call it is none, and the file did not say so. */
    public InstanceTableBuilder crowd(boolean crowd) {
        pending = pending & ~InstanceTable.CROWD | InstanceTable.CROWD_STATED | (crowd ? InstanceTable.CROWD : 0);
        return this;
    }

    /** Whether evaluators are asked not to count it. */
    public InstanceTableBuilder ignored(boolean ignored) {
        pending = pending & ~InstanceTable.IGNORED | (ignored ? InstanceTable.IGNORED : 0);
        return this;
    }

    /** The mask. */
    public InstanceTableBuilder mask(InstanceMask mask) {
        if (mask instanceof InstanceMask.Polygons polygons) {
            beginPolygons();
            for (double[] ring : polygons.rings()) {
                beginRing();
                for (double coordinate : ring) {
                    corner(coordinate);
                }
                endRing();
            }
        } else if (mask instanceof InstanceMask.Runs runs) {
            byte[] text = RleText.encode(runs.counts(), 0, runs.counts().length);
            runText(runs.height(), runs.width(), text, 0, text.length);
        } else if (mask instanceof InstanceMask.Broken broken) {
            set(MaskKind.BROKEN, masks.addFault(broken.fault()));
        } else {
            set(MaskKind.ABSENT, 0);
        }
        return this;
    }

    /** A mask of run lengths in COCO's text form, which is not looked at. */
    public InstanceTableBuilder runText(int height, int width, byte[] text, int start, int length) {
        set(MaskKind.RUNS, masks.addText(height, width, text, start, length));
        return this;
    }

    /** Begins a mask of outlines; those of an earlier call for the same object are dropped. */
    public void beginPolygons() {
        dropRings();
        set(MaskKind.POLYGONS, ringsBefore);
    }

    /** Begins the next outline. */
    public void beginRing() {
        masks.beginRing();
        inRing = true;
    }

    /** The next coordinate of the outline: x and y in turn. */
    public void corner(double coordinate) {
        masks.corner(coordinate);
    }

    /** The next coordinates of the outline, the first {@code count} of an array. */
    public void corners(double[] coordinates, int count) {
        masks.corners(coordinates, count);
    }

    /** Ends the outline. */
    public void endRing() {
        masks.endRing();
        inRing = false;
    }

    /**
     * Adds the object described so far.
     *
     * @param id its id
     * @param sample the place of its picture, or -1
     * @param category the place of its category, or -1
     * @return its place
     */
    public int add(long id, int sample, int category) {
        int at = count;
        if (at == samples.length) {
            grow(at + 1);
        }
        storeId(at, id);
        samples[at] = sample;
        categories[at] = category;
        boxes[4 * at] = x;
        boxes[4 * at + 1] = y;
        boxes[4 * at + 2] = width;
        boxes[4 * at + 3] = height;
        areas[at] = area;
        flags[at] = (byte) (pending | kind.ordinal() << InstanceTable.KIND_SHIFT);
        maskAt[at] = pendingMask;
        maskParts[at] = kind == MaskKind.POLYGONS ? masks.ringCount() - pendingMask : 0;
        count++;
        ringsBefore = masks.ringCount();
        clear();
        return at;
    }

    /** Takes back what was described since the last {@link #add}. */
    public void discard() {
        dropRings();
        clear();
    }

    /** How many objects were added. */
    public int count() {
        return count;
    }

    /** The id of an object that was added. */
    public long id(int instance) {
        return ids == null ? instance + 1L : ids[instance];
    }

    /** Sets the picture and the category of an object that was added before they were known. */
    public void assign(int instance, int sample, int category) {
        samples[instance] = sample;
        categories[instance] = category;
    }

    /** Makes room for this many objects in all. */
    public void reserve(int objects) {
        if (objects > samples.length) {
            grow(objects);
        }
    }

    /** Takes over the objects of another builder, behind its own; the other one must not be used any more. */
    public void append(InstanceTableBuilder other) {
        discard();
        int before = count;
        reserve(before + other.count);
        if (!numbered && (ids != null || other.ids != null || before > 0)) {
            long[] mine = ids == null ? numbered(before, samples.length) : ids;
            long[] theirs = other.ids == null ? numbered(other.count, other.count) : other.ids;
            System.arraycopy(theirs, 0, mine, before, other.count);
            ids = mine;
        }
        System.arraycopy(other.samples, 0, samples, before, other.count);
        System.arraycopy(other.categories, 0, categories, before, other.count);
        System.arraycopy(other.boxes, 0, boxes, 4 * before, 4 * other.count);
        System.arraycopy(other.areas, 0, areas, before, other.count);
        System.arraycopy(other.flags, 0, flags, before, other.count);
        System.arraycopy(other.maskParts, 0, maskParts, before, other.count);
        int[] shift = masks.append(other.masks);
        for (int i = 0; i < other.count; i++) {
            MaskKind its = InstanceTable.KINDS[other.flags[i] >> InstanceTable.KIND_SHIFT];
            int by = switch (its) {
                case ABSENT -> 0;
                case POLYGONS -> shift[0];
                case RUNS -> shift[1];
                case BROKEN -> shift[2];
            };
            maskAt[before + i] = other.maskAt[i] + by;
        }
        count += other.count;
        ringsBefore = masks.ringCount();
    }

    private static long[] numbered(int count, int length) {
        long[] ids = new long[length];
        for (int i = 0; i < count; i++) {
            ids[i] = i + 1L;
        }
        return ids;
    }

    /** The finished table. The builder must not be used any more. */
    public InstanceTable build() {
        return new InstanceTable(this);
    }

    private void set(MaskKind newKind, int reference) {
        kind = newKind;
        pendingMask = reference;
    }

    private void dropRings() {
        if (inRing || masks.ringCount() != ringsBefore) {
            masks.cutRings(ringsBefore);
            inRing = false;
        }
    }

    private void clear() {
        pending = 0;
        set(MaskKind.ABSENT, 0);
        x = y = width = height = area = 0;
    }

    private void storeId(int at, long id) {
        if (ids == null) {
            if (numbered || id == at + 1L) {
                return;
            }
            ids = numbered(at, samples.length);
        }
        ids[at] = id;
    }

    private void grow(int wanted) {
        int length = Columns.grown(samples.length, wanted);
        if (ids != null) {
            ids = Arrays.copyOf(ids, length);
        }
        samples = Arrays.copyOf(samples, length);
        categories = Arrays.copyOf(categories, length);
        boxes = Arrays.copyOf(boxes, 4 * length);
        areas = Arrays.copyOf(areas, length);
        flags = Arrays.copyOf(flags, length);
        maskAt = Arrays.copyOf(maskAt, length);
        maskParts = Arrays.copyOf(maskParts, length);
    }

    long @Nullable [] trimmedIds() {
        return ids == null ? null : Arrays.copyOf(ids, count);
    }

    int[] trimmed(int[] column) {
        return column.length == count ? column : Arrays.copyOf(column, count);
    }

    double[] trimmed(double[] column, int width) {
        return column.length == width * count ? column : Arrays.copyOf(column, width * count);
    }

    byte[] trimmed(byte[] column) {
        return column.length == count ? column : Arrays.copyOf(column, count);
    }
}
