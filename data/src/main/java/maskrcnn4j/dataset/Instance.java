package maskrcnn4j.dataset;

/** One object of a {@link Dataset}: a view that holds no more than its place. */
public final class Instance {
    private final Dataset dataset;
    private final int index;

    Instance(Dataset dataset, int index) {
        this.dataset = dataset;
        this.index = index;
    }

    /** Its place among all objects of the data set, in the order of the file, from 0. */
    public int index() {
        return index;
    }

    /** Its id in the file (COCO's annotation id). */
    public long id() {
        return dataset.instances().id(index);
    }

    /** The picture it is on. */
    public Sample sample() {
        return dataset.sample(dataset.instances().sample(index));
    }

    /** Its category. */
    public Category category() {
        return dataset.categories().get(categoryIndex());
    }

    /** The place of its category among those of the data set, from 0. */
    public int categoryIndex() {
        return dataset.instances().category(index);
    }

    /** Left edge of its box in pixels; 0 if there is no box. */
    public double x() {
        return dataset.instances().x(index);
    }

    /** Upper edge of its box in pixels; 0 if there is no box. */
    public double y() {
        return dataset.instances().y(index);
    }

    /** Width of its box in pixels; 0 if there is no box. */
    public double width() {
        return dataset.instances().width(index);
    }

    /** Height of its box in pixels; 0 if there is no box. */
    public double height() {
        return dataset.instances().height(index);
    }

    /** Whether the file gives a box. */
    public boolean hasBox() {
        return dataset.instances().hasBox(index);
    }

    /** The stated area in square pixels; 0 if none is stated. */
    public double area() {
        return dataset.instances().area(index);
    }

    /** Whether the file states an area. */
    public boolean hasArea() {
        return dataset.instances().hasArea(index);
    }

    /** Whether it stands for a group of objects that are not told apart. */
    public boolean crowd() {
        return dataset.instances().crowd(index);
    }

    /** Its mask, unpacked anew by each call. */
    public InstanceMask mask() {
        return dataset.instances().mask(index);
    }

    /** How its mask is stored, without unpacking it. */
    public MaskKind maskKind() {
        return dataset.instances().maskKind(index);
    }

    @Override
    public String toString() {
        return "annotation " + id();
    }
}
