/** The {@code mrcnn} command: verbs, their options, and what they print. */
@NullMarked
package maskrcnn4j.cli;

import org.jspecify.annotations.NullMarked;
