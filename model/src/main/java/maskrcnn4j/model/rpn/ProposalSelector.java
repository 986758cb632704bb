package maskrcnn4j.model.rpn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import maskrcnn4j.model.backbone.FeatureMap;
import maskrcnn4j.model.box.BoxCoder;
import maskrcnn4j.model.image.ImageBatch;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.rpn.CandidateFilter.Counts;
import maskrcnn4j.model.rpn.CandidateFilter.Survivors;
import maskrcnn4j.model.stage.Candidates;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.BoxRule;
import maskrcnn4j.spec.ProposalSpec;
import maskrcnn4j.tensor.Loops;
import maskrcnn4j.tensor.Tensor;

/** From the network's view of every anchor to the proposals of each picture. */
public final class ProposalSelector implements ProposalSelection {
    private final ProposalSpec spec;
    private final AnchorGenerator anchors;
    private final BoxCoder coder;
    private final CandidateFilter filter;

    public ProposalSelector(ProposalSpec spec, AnchorGenerator anchors, BoxRule rule) {
        this.spec = spec;
        this.anchors = anchors;
        this.coder = new BoxCoder(rule, spec.weights());
        this.filter = new CandidateFilter(spec, rule);
    }

    /**
     * Selects the proposals of each picture of a batch: the best scores are decoded, clipped, freed of what is too small,
     * and of what overlaps a better one.
     *
     * @param features the levels that the head saw
     * @param rpn what the head says of each
     */
    @Override
    public List<Proposals> select(
            List<FeatureMap> features, List<RpnOutput> rpn, ImageBatch batch, StageObserver observer) {
        List<LevelAnchors> levels = anchors.anchors(features, batch.height(), batch.width());
        List<List<ScoredBoxes>> scored = new ArrayList<>();
        for (int image = 0; image < batch.images().size(); image++) {
            List<ScoredBoxes> ofImage = new ArrayList<>();
            for (int level = 0; level < levels.size(); level++) {
                ofImage.add(read(rpn.get(level), levels.get(level), image));
            }
            scored.add(ofImage);
        }
        return select(scored, batch.images(), observer);
    }

    /** Selects among the scored boxes of each picture, level by level. */
    List<Proposals> select(List<List<ScoredBoxes>> scored, List<ResizedImage> images, StageObserver observer) {
        List<List<ScoredBoxes>> groups = spec.scope() == ProposalSpec.Scope.LEVEL
                ? scored
                : scored.stream()
                        .map(levels -> List.of(ScoredBoxes.join(levels)))
                        .toList();
        int perImage = groups.isEmpty() ? 0 : groups.get(0).size();
        Survivors[] survivors = new Survivors[perImage * groups.size()];
        Loops.parallel(survivors.length, i -> {
            ResizedImage image = images.get(i / perImage);
            survivors[i] = filter.filter(groups.get(i / perImage).get(i % perImage), image.width(), image.height());
        });
        List<Proposals> proposals = new ArrayList<>();
        for (int image = 0; image < groups.size(); image++) {
            List<Survivors> own = Arrays.asList(survivors).subList(perImage * image, perImage * (image + 1));
            proposals.add(filter.merge(own));
            tell(own, proposals.get(image), image, observer);
            if (observer.wantsTraces()) {
                observer.candidates(Stage.PROPOSALS, image, trace(groups.get(image), images.get(image)));
            }
        }
        return proposals;
    }

    private Candidates trace(List<ScoredBoxes> groups, ResizedImage image) {
        List<Candidates> traces = new ArrayList<>();
        int first = 0;
        for (ScoredBoxes group : groups) {
            traces.add(filter.trace(group, first, image.width(), image.height()));
            first += group.logits().length;
        }
        return filter.join(traces);
    }

    private ScoredBoxes read(RpnOutput output, LevelAnchors level, int image) {
        float[] logits = channelsLast(output.objectness(), image);
        float[] deltas = channelsLast(output.deltas(), image);
        return new ScoredBoxes() {
            @Override
            public float[] logits() {
                return logits;
            }

            @Override
            public void box(int index, float[] into, int at) {
                level.box(index, into, at);
                coder.decode(into, at, deltas, 4 * index, into, at);
            }
        };
    }

    private static float[] channelsLast(Tensor maps, int image) {
        return maps.select(0, image).permute(1, 2, 0).toFloats();
    }

    private void tell(List<Survivors> groups, Proposals proposals, int image, StageObserver observer) {
        Counts counts =
                groups.stream().map(Survivors::counts).reduce(Counts::plus).orElse(new Counts(0, 0, 0, 0, 0, 0));
        String each = groups.size() > 1 ? " of their level" : "";
        Stage stage = Stage.PROPOSALS;
        observer.filtered(
                stage,
                image,
                "not among the " + spec.candidates() + " best scores" + each,
                counts.all(),
                counts.best());
        observer.filtered(stage, image, "not a finite number", counts.best(), counts.finite());
        observer.filtered(
                stage, image, "a side below " + spec.smallestSide() + " pixels", counts.finite(), counts.large());
        observer.filtered(stage, image, "a score below " + spec.scoreThreshold(), counts.large(), counts.probable());
        observer.filtered(
                stage,
                image,
                "IoU above " + spec.nmsThreshold() + " with a better one" + each + ", or not among the "
                        + spec.proposals() + " best",
                counts.probable(),
                counts.separate());
        observer.filtered(
                stage,
                image,
                "not among the " + spec.proposals() + " best of all levels",
                counts.separate(),
                proposals.boxes().size());
    }
}
