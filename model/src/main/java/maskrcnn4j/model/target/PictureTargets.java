package maskrcnn4j.model.target;

import java.util.List;
import java.util.Optional;
import maskrcnn4j.model.box.Boxes;

/**
 * The true objects of one picture in the network input.
 *
 * @param boxes where all of them are, in pixels of the network input
 * @param crowds where crowds are, in pixels of the network input
 * @param rois where those are that the heads learn from, in the unit of proposals
 * @param labels their classes, 1 for the first after the background
 * @param masks their masks, where they are known
 * @param roiCrowds where crowds are, in the unit of proposals
 */
public record PictureTargets(
        Boxes boxes, Boxes crowds, Boxes rois, int[] labels, List<Optional<TargetMask>> masks, Boxes roiCrowds) {}
