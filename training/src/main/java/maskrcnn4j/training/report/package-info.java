/** The pages on runs: one run while it goes, several runs side by side, and what became of the weights. */
@NullMarked
package maskrcnn4j.training.report;

import org.jspecify.annotations.NullMarked;
