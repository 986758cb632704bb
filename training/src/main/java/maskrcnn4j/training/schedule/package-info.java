/** What is trained when, and how fast: stages, groups of layers and learning rates. */
@NullMarked
package maskrcnn4j.training.schedule;

import org.jspecify.annotations.NullMarked;
