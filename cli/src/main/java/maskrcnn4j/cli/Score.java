package maskrcnn4j.cli;

import java.util.List;
import maskrcnn4j.metrics.coco.ClassRow;
import maskrcnn4j.metrics.coco.CocoSummary;
import maskrcnn4j.metrics.coco.IouType;

/**
 * The scores of one type.
 *
 * @param type what was compared
 * @param summary the twelve numbers
 * @param classes the table of the categories
 * @param notes what a reader should know
 */
record Score(IouType type, CocoSummary summary, List<ClassRow> classes, List<String> notes) {}
