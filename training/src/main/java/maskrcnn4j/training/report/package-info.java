/** The pages on runs: one run while it goes, several runs side by side, and the card of the model that came out. */
@NullMarked
package maskrcnn4j.training.report;

import org.jspecify.annotations.NullMarked;
