/** COCO's JSON files: data sets and lists of results, read as a stream into packed arrays. */
@NullMarked
package maskrcnn4j.dataset.coco;

import org.jspecify.annotations.NullMarked;
