/** What the evaluators of all protocols share. */
@NullMarked
package maskrcnn4j.metrics;

import org.jspecify.annotations.NullMarked;
