/** YOLO-seg: a text file for each picture, one line of normalised coordinates for each object. */
@NullMarked
package maskrcnn4j.dataset.yolo;

import org.jspecify.annotations.NullMarked;
