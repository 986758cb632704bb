/** Every stage of the network on one picture: as numbers, and as one HTML page. */
@NullMarked
package maskrcnn4j.inspect;

import org.jspecify.annotations.NullMarked;
