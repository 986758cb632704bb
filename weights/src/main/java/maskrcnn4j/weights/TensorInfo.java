package maskrcnn4j.weights;

/**
 * What is known of a tensor without reading it.
 *
 * @param name its name in the file
 * @param type element type
 * @param shape sizes, outermost axis first
 */
public record TensorInfo(String name, TensorType type, Shape shape) {

    /** Checks that the size in bytes can be counted. */
    public TensorInfo {
        if (shape.elements() > Long.MAX_VALUE / type.bytes()) {
            throw new IllegalArgumentException("more bytes than can be counted: " + shape + " of " + type);
        }
    }

    /** Number of elements. */
    public long elements() {
        return shape.elements();
    }

    /** Size of the data in bytes, contiguous. */
    public long byteSize() {
        return shape.elements() * type.bytes();
    }
}
