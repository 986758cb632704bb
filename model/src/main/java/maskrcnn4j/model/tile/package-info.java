/** Large pictures in tiles: where the tiles lie, and what belongs together across their seams. */
@NullMarked
package maskrcnn4j.model.tile;

import org.jspecify.annotations.NullMarked;
