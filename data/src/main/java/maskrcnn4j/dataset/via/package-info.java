/** VGG Image Annotator, versions 1 and 2: one JSON file for many pictures. */
@NullMarked
package maskrcnn4j.dataset.via;

import org.jspecify.annotations.NullMarked;
