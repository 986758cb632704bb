package maskrcnn4j.dataset.coco;

import maskrcnn4j.dataset.InstanceMask;

/**
 * Which masks of results are worth keeping. A reader that is told so drops the others as it goes: of a hundred detections
 * on an image, few are near any object. Asked by many threads.
 */
public interface MaskInterest {
    /** Keeps every mask. */
    MaskInterest ALL = new MaskInterest() {
        @Override
        public boolean wants(long imageId, long categoryId, MaskShape shape) {
            return true;
        }
    };

    /** What stands in the place of a mask that nobody was interested in. */
    InstanceMask LEFT_OUT = new InstanceMask.Broken("its mask was left out when it was read, being near no object");

    /**
     * Whether the mask of a result is to be kept.
     *
     * @param imageId the image, by its id
     * @param categoryId the category, by its id
     * @param shape its size, box and area; valid until the next call of the same thread
     */
    boolean wants(long imageId, long categoryId, MaskShape shape);

    /** What is known of a mask without unpacking it, in pixels. */
    interface MaskShape {
        /** Rows of the picture that the mask is made for. */
        int rows();

        /** Columns of the picture that the mask is made for. */
        int columns();

        /** Left edge of its box. */
        int x();

        /** Upper edge of its box. */
        int y();

        /** Width of its box. */
        int width();

        /** Height of its box. */
        int height();

        /** How many pixels it has. */
        int area();
    }
}
