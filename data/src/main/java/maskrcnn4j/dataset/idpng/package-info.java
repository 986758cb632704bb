/** Masks as pictures: one picture of instance numbers for each picture, or one black and white picture per object. */
@NullMarked
package maskrcnn4j.dataset.idpng;

import org.jspecify.annotations.NullMarked;
