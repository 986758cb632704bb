package maskrcnn4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.coco.Rules;
import maskrcnn4j.metrics.score.ScoreProtocol;

/**
 * What is to be scored.
 *
 * @param annotations the file of annotations, or Cityscapes' folder
 * @param detections the file of detections, or the folder of prediction lists
 * @param compared the detections to compare with, if any
 * @param protocol by whose measure
 * @param types what is compared; empty for all that the detections hold
 * @param rules by which rules
 * @param draws how many times pictures are drawn for a comparison
 * @param seed with which seed
 * @param images the folder of the pictures, if they are to be shown
 * @param analysed whether more is wanted than the numbers, so that all masks are needed
 */
record ScoreInput(
        Path annotations,
        Path detections,
        Optional<Path> compared,
        ScoreProtocol protocol,
        List<IouType> types,
        Rules rules,
        int draws,
        long seed,
        Optional<Path> images,
        boolean analysed) {}
