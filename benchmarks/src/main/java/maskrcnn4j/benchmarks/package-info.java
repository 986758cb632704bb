/** Programs that measure. */
@NullMarked
package maskrcnn4j.benchmarks;

import org.jspecify.annotations.NullMarked;
