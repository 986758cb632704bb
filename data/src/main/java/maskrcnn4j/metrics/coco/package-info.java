/**
 * COCO's evaluation, equal to pycocotools in every bit: average precision and recall of boxes and masks.
 *
 * <p>Literature: T.-Y. Lin et al., "Microsoft COCO: Common Objects in Context", ECCV 2014, and pycocotools 2.0.11, whose
 * habits are the convention. What it gets wrong is reproduced by default, because published numbers were made with it,
 * and put right by {@link maskrcnn4j.metrics.coco.Rules#CORRECTED}.
 */
@NullMarked
package maskrcnn4j.metrics.coco;

import org.jspecify.annotations.NullMarked;
