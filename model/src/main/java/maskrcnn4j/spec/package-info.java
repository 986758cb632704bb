/**
 * Conventions as data: what distinguishes one Mask R-CNN implementation from another, in one immutable {@link
 * maskrcnn4j.spec.ModelSpec}. Nothing here needs the engine.
 */
@NullMarked
package maskrcnn4j.spec;

import org.jspecify.annotations.NullMarked;
