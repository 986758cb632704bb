/** The page templates, made into classes by the build. */
@NullMarked
package maskrcnn4j.report.templates;

import org.jspecify.annotations.NullMarked;
