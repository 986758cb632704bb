/**
 * The score of Pascal VOC: AP at one agreement, by eleven recalls (until 2009) or by area (from 2010 on).
 *
 * <p>Literature: M. Everingham et al., "The Pascal Visual Object Classes (VOC) Challenge", IJCV 2010.
 */
@NullMarked
package maskrcnn4j.metrics.voc;

import org.jspecify.annotations.NullMarked;
