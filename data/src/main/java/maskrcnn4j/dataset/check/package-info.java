/** The linter of data sets: what is wrong, where, and what to do about it; and the repair of COCO files. */
@NullMarked
package maskrcnn4j.dataset.check;

import org.jspecify.annotations.NullMarked;
