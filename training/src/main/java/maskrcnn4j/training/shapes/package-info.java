/** Pictures of drawn shapes with exact masks: a data set that needs no download, for demonstrations and tests. */
@NullMarked
package maskrcnn4j.training.shapes;

import org.jspecify.annotations.NullMarked;
