/** LabelMe: one JSON file beside each picture, with polygons and other shapes. */
@NullMarked
package maskrcnn4j.dataset.labelme;

import org.jspecify.annotations.NullMarked;
