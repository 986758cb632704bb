/** The programs of the chapters in {@code docs/learn}, one each, and what they print and draw with. */
@NullMarked
package maskrcnn4j.examples;

import org.jspecify.annotations.NullMarked;
