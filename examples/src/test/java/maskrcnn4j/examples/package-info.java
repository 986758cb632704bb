/** Holds the chapters of {@code docs/learn} to their programs. */
@NullMarked
package maskrcnn4j.examples;

import org.jspecify.annotations.NullMarked;
