/** The parts of a report on the scores of a model: curves, categories, confusions, errors, calibration, labels. */
@NullMarked
package maskrcnn4j.report.evaluation;

import org.jspecify.annotations.NullMarked;
