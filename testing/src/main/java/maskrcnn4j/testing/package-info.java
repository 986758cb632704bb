/** What the tests of all modules share. */
@NullMarked
package maskrcnn4j.testing;

import org.jspecify.annotations.NullMarked;
