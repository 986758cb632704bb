/** A model on the pictures of a data set: what it finds there, and how good that is. */
@NullMarked
package maskrcnn4j.model.evaluation;

import org.jspecify.annotations.NullMarked;
