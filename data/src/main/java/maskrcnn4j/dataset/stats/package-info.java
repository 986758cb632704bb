/** Statistics of data sets: counts, sizes, shapes, colours, and how well anchors fit the objects. */
@NullMarked
package maskrcnn4j.dataset.stats;

import org.jspecify.annotations.NullMarked;
