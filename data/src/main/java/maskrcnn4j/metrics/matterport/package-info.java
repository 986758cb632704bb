/**
 * The "mAP" that users of matterport/Mask_RCNN report, for comparison with their numbers alone: it is neither COCO's AP nor
 * VOC's mAP.
 */
@NullMarked
package maskrcnn4j.metrics.matterport;

import org.jspecify.annotations.NullMarked;
