/**
 * One page template and one chart style for every HTML report of the project: self-contained pages (nothing is fetched
 * from anywhere), light and dark, readable on a phone, usable by keyboard and without colours.
 */
@NullMarked
package maskrcnn4j.report;

import org.jspecify.annotations.NullMarked;
