package maskrcnn4j.cli;

import java.nio.file.Path;
import java.util.List;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.coco.Rules;

/**
 * What is to be scored.
 *
 * @param annotations the file of annotations
 * @param detections the file of detections
 * @param types what is compared; empty for all that the detections hold
 * @param rules by which rules
 */
record ScoreInput(Path annotations, Path detections, List<IouType> types, Rules rules) {}
