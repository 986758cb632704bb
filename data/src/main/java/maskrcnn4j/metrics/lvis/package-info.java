/**
 * The score of LVIS: COCO's AP for a data set in which not every category was searched for on every picture.
 *
 * <p>Literature: A. Gupta, P. Dollár, R. Girshick, "LVIS: A Dataset for Large Vocabulary Instance Segmentation", CVPR 2019;
 * the convention is that of lvis-api.
 */
@NullMarked
package maskrcnn4j.metrics.lvis;

import org.jspecify.annotations.NullMarked;
