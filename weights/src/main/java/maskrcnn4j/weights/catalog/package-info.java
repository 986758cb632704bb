/** Public weight files by name: where they are published, under which licence, and how they come into the cache. */
@NullMarked
package maskrcnn4j.weights.catalog;

import org.jspecify.annotations.NullMarked;
