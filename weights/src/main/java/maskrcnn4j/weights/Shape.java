package maskrcnn4j.weights;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The sizes of a tensor along its axes, outermost first; an empty shape is a scalar. Immutable. */
public final class Shape {
    /** More axes than any framework accepts; a file that claims more is damaged. */
    public static final int MAX_RANK = 64;

    private final long[] sizes;
    private final long elements;

    private Shape(long[] sizes) {
        if (sizes.length > MAX_RANK) {
            throw new IllegalArgumentException(sizes.length + " axes, at most " + MAX_RANK + " are possible");
        }
        this.sizes = sizes;
        this.elements = product(sizes);
    }

    /**
     * A shape of the given sizes.
     *
     * @throws IllegalArgumentException if a size is negative, the rank is above {@value #MAX_RANK} or the number of
     *     elements does not fit a long
     */
    public static Shape of(long... sizes) {
        return new Shape(sizes.clone());
    }

    private static long product(long[] sizes) {
        boolean empty = false;
        long product = 1;
        for (long size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("negative size " + size);
            }
            empty |= size == 0;
        }
        if (empty) {
            return 0;
        }
        for (long size : sizes) {
            try {
                product = Math.multiplyExact(product, size);
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("more elements than can be counted: " + text(sizes), e);
            }
        }
        return product;
    }

    public int rank() {
        return sizes.length;
    }

    /** The size along one axis, axis 0 being the outermost. */
    public long size(int axis) {
        return sizes[axis];
    }

    /** Number of elements: the product of all sizes, 1 for a scalar. */
    public long elements() {
        return elements;
    }

    /** A fresh array of the sizes; also the shape's form in JSON. */
    @JsonValue
    public long[] toArray() {
        return sizes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** For example {@code [256, 3, 7, 7]}. */
    @Override
    public String toString() {
        return text(sizes);
    }

    private static String text(long[] sizes) {
        return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
