/** The pages on runs: one run while it goes and the card of its model, several runs side by side, what became of the weights. */
@NullMarked
package maskrcnn4j.training.report;

import org.jspecify.annotations.NullMarked;
