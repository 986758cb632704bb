/** What a run of the network can be watched by. */
@NullMarked
package maskrcnn4j.model.stage;

import org.jspecify.annotations.NullMarked;
