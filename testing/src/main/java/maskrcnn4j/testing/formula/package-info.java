/**
 * Fixtures whose weights, pictures and objects follow formulas: what section 1 and 2 of the README beside them says, in
 * plain Java.
 */
@NullMarked
package maskrcnn4j.testing.formula;

import org.jspecify.annotations.NullMarked;
