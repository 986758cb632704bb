/**
 * Scores in one form whatever the measure: names, numbers, lines, a table of the categories and notes. What the command
 * prints, writes as JSON and puts on pages.
 */
@NullMarked
package maskrcnn4j.metrics.score;

import org.jspecify.annotations.NullMarked;
