/**
 * What stands behind a score: curves, operating points, confusions, kinds of errors, calibration, suspicious labels, groups of
 * pictures, and how sure a difference is. Everything rests on {@link maskrcnn4j.metrics.coco}'s matching or agreements.
 */
@NullMarked
package maskrcnn4j.metrics.analysis;

import org.jspecify.annotations.NullMarked;
