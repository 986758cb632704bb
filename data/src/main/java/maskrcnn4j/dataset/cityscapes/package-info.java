/** Cityscapes: street scenes with 16-bit pictures of instance ids. */
@NullMarked
package maskrcnn4j.dataset.cityscapes;

import org.jspecify.annotations.NullMarked;
