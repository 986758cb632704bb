/** Pictures of maps, boxes and grids. */
@NullMarked
package maskrcnn4j.inspect.draw;

import org.jspecify.annotations.NullMarked;
