/** What the numbers of weights look like, and what training has made of them. */
@NullMarked
package maskrcnn4j.weights.statistics;

import org.jspecify.annotations.NullMarked;
