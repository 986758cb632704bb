/** What the readers and writers of several formats share: JSON, names of categories, files and folders of pictures. */
@NullMarked
package maskrcnn4j.dataset.io;

import org.jspecify.annotations.NullMarked;
