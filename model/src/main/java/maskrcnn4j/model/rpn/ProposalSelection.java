package maskrcnn4j.model.rpn;

import java.util.List;
import maskrcnn4j.model.backbone.FeatureMap;
import maskrcnn4j.model.image.ImageBatch;
import maskrcnn4j.model.stage.StageObserver;

/** From the network's view of every anchor to the proposals of each picture. */
public interface ProposalSelection {
    /**
     * Selects the proposals of each picture of a batch.
     *
     * @param features the levels that the head saw
     * @param rpn what the head says of each
     */
    List<Proposals> select(List<FeatureMap> features, List<RpnOutput> rpn, ImageBatch batch, StageObserver observer);
}
