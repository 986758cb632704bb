/** Pascal VOC: palette pictures of object and class numbers. */
@NullMarked
package maskrcnn4j.dataset.voc;

import org.jspecify.annotations.NullMarked;
