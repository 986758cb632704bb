package maskrcnn4j.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import maskrcnn4j.image.Image;
import maskrcnn4j.model.backbone.FeatureMap;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ImageBatch;
import maskrcnn4j.model.image.InputTransform;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.layer.TrainableParameters;
import maskrcnn4j.model.loss.Losses;
import maskrcnn4j.model.loss.RpnLoss;
import maskrcnn4j.model.roi.BoxHead.BoxPredictions;
import maskrcnn4j.model.roi.FeatureRows;
import maskrcnn4j.model.rpn.Proposals;
import maskrcnn4j.model.rpn.RpnOutput;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.target.PictureTargets;
import maskrcnn4j.model.target.ProposalTargets;
import maskrcnn4j.model.target.TargetObserver;
import maskrcnn4j.model.target.TrainingPicture;
import maskrcnn4j.spec.BoxLossSpec;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.FrozenNorms;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.TrainingSpec;
import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Loops;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.weights.TensorSource;

/**
 * Mask R-CNN that learns: the parts of {@link MaskRcnn} over weights that can be trained.
 *
 * <pre>{@code
 * try (Scope step = Scope.open()) {
 *     Losses losses = model.losses(batch, seed);
 *     Autograd.backward(losses.sum()); // the gradients of model.parameters()
 * }
 * }</pre>
 *
 * <p>On a CPU the same weights, pictures and seed give the same losses and gradients, bit for bit. One thread at a time.
 */
public final class TrainableMaskRcnn implements AutoCloseable {
    private final Checkpoint checkpoint;
    private final TrainableParameters parameters;
    private final Parts parts;
    private final TrainingParts training;
    private final boolean hasLiveStatistics;

    private TrainableMaskRcnn(Checkpoint checkpoint, TrainableParameters parameters, Parts parts) {
        this.checkpoint = checkpoint;
        this.parameters = parameters;
        this.parts = parts;
        this.training = TrainingParts.of(checkpoint.spec());
        this.hasLiveStatistics = !FrozenNorms.in(checkpoint.spec()).equals(checkpoint.spec());
    }

    /**
     * Makes a model that starts from given weights.
     *
     * @param checkpoint spec and classes
     * @param weights all tensors that the spec needs, by our names
     * @throws IllegalArgumentException if the spec cannot be trained, as {@link #requireTrainable} says
     * @throws IOException if a tensor is missing or cannot be read
     */
    public static TrainableMaskRcnn of(Checkpoint checkpoint, TensorSource weights, TrainOptions options)
            throws IOException {
        requireTrainable(checkpoint.spec());
        Precision precision = options.precision().on(options.device());
        TrainableParameters parameters =
                new TrainableParameters(weights, options.device(), precision, options.frozen(), options.layout());
        try (Scope scope = Scope.open()) {
            return new TrainableMaskRcnn(checkpoint, parameters, Parts.of(checkpoint.spec(), parameters));
        } catch (IOException | RuntimeException unusable) {
            parameters.close();
            throw unusable;
        }
    }

    /**
     * Refuses conventions that serve to find objects only, before any weight is read for them.
     *
     * @throws IllegalArgumentException if boxes are in units of the network input, and the spec does not say what belongs to
     *     them, or asks for a distance of boxes in pixels; one line
     */
    public static void requireTrainable(ModelSpec spec) {
        TrainingSpec training = spec.training();
        if (!spec.anchors().inUnitsOfInput()) {
            return;
        }
        if (training.framed().isEmpty() || training.masks() != TrainingSpec.MaskTarget.ONE_SAMPLE) {
            throw new IllegalArgumentException(spec.name()
                    + ": training.framed is missing, or training.masks is not ONE_SAMPLE: the file was written before its"
                    + " conventions could be trained; name the preset of the same weights, for example --preset"
                    + " matterport-r50");
        }
        if (training.rpn().boxLoss().kind() != BoxLossSpec.Kind.SMOOTH_L1
                || training.roi().boxLoss().kind() != BoxLossSpec.Kind.SMOOTH_L1) {
            throw new IllegalArgumentException(
                    spec.name() + ": boxLoss.kind must be SMOOTH_L1 where boxes are in units of the"
                            + " network input; matterport-modern-r50 takes the same weights, and every kind");
        }
    }

    /** Spec and classes, and where the first weights came from. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** What the convolutions compute in. */
    public Precision precision() {
        return parameters.precision();
    }

    /** The tensors that are trained, by our names: float32, tracked. They may be changed in place, without gradients. */
    public Map<String, Tensor> parameters() {
        return parameters.trainable();
    }

    /** All tensors of the model, by our names: what is trained, what is frozen, and running statistics. */
    public Map<String, Tensor> tensors() {
        return parameters.tensors();
    }

    /** The running statistics that every pass moves, those of live norms. They may be changed in place. */
    public List<Tensor> liveStatistics() {
        return parameters.liveStatistics();
    }

    /** All weights as they are now, by our names: those that are trained, frozen ones, running statistics. A copy. */
    public TensorSource weights() {
        return WeightSnapshot.of(parameters.tensors());
    }

    /** The losses of a batch; see {@link #losses(List, long, TargetObserver)}. */
    public Losses losses(List<TrainingPicture> pictures, long seed) {
        return losses(pictures, seed, TargetObserver.NONE);
    }

    /**
     * Computes the losses of a batch, in the scope that is open. Live norms move their running statistics.
     *
     * @param pictures at least one
     * @param seed chooses which anchors and proposals count
     * @param observer is told every stage and target
     */
    public Losses losses(List<TrainingPicture> pictures, long seed, TargetObserver observer) {
        Front front = front(parts(pictures, seed, pictures.size()).get(0), true, observer);
        return losses(front, rois(front, observer), observer);
    }

    /**
     * Computes the losses of a batch and adds their gradients to those of {@link #parameters}, so many pictures at a time.
     * However a batch is divided, it comes to the same but for rounding: each part is padded as the whole is, draws the same
     * samples, and weighs as much as it has anchors, proposals and masks; finding that out takes one pass more without
     * gradients. Norms with live statistics alone see those of a part: with them, every picture weighs the same.
     *
     * @param pictures at least one
     * @param seed chooses which anchors and proposals count
     * @param atOnce the most pictures that are computed at once, at least 1
     * @param factor what gradients are multiplied by
     * @param observer is told every stage and target
     * @return the losses by name; where one is not finite, gradients are not complete
     */
    public Map<String, Double> gradients(
            List<TrainingPicture> pictures, long seed, int atOnce, double factor, TargetObserver observer) {
        if (pictures.size() <= atOnce) {
            try (Scope scope = Scope.open()) {
                Losses losses = losses(pictures, seed, observer);
                return learn(losses, factor);
            }
        }
        List<MicroBatch> batches = parts(pictures, seed, atOnce);
        List<MicroBatch.Share> shares = new ArrayList<>();
        List<Optional<List<ProposalTargets.Targets>>> proposals = new ArrayList<>();
        for (MicroBatch part : batches) {
            if (hasLiveStatistics) {
                shares.add(MicroBatch.Share.ofPictures(part.pictures().size()));
                proposals.add(Optional.empty());
                continue;
            }
            try (Engine.Guard looking = Engine.withoutGradients();
                    Scope scope = Scope.open()) {
                Front front = front(part, true, TargetObserver.NONE);
                List<ProposalTargets.Targets> rois = rois(front, TargetObserver.NONE);
                shares.add(front.rpn().share().withRois(rois, MaskBatch.of(rois, front.truths())));
                proposals.add(Optional.of(rois));
            }
        }
        MicroBatch.Share all = MicroBatch.Share.sum(shares);
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < batches.size(); i++) {
            try (Scope scope = Scope.open()) {
                Front front = front(batches.get(i), proposals.get(i).isEmpty(), observer);
                List<ProposalTargets.Targets> rois = proposals.get(i).orElseGet(() -> rois(front, observer));
                Losses losses = shares.get(i)
                        .weigh(
                                losses(front, rois, observer),
                                all,
                                checkpoint.spec().training());
                Map<String, Double> own = learn(losses, factor);
                own.forEach((name, value) -> values.merge(name, value, Double::sum));
                if (own.values().stream().anyMatch(value -> !Double.isFinite(value))) {
                    return values;
                }
            }
        }
        return values;
    }

    private List<MicroBatch> parts(List<TrainingPicture> pictures, long seed, int atOnce) {
        SplittableRandom cuts = new SplittableRandom(~seed);
        return MicroBatch.parts(
                pictures,
                seed,
                atOnce,
                pictures.stream()
                        .map(picture -> training.cut(size(picture), cuts))
                        .toList());
    }

    private static Map<String, Double> learn(Losses losses, double factor) {
        Map<String, Double> values = losses.values();
        if (values.values().stream().allMatch(Double::isFinite)) {
            Autograd.backward(factor == 1 ? losses.sum() : losses.sum().multiply(factor));
        }
        return values;
    }

    /**
     * A pass as far as the region proposal network.
     *
     * @param batch the network input
     * @param truths the objects in it
     * @param features maps of the backbone
     * @param rows the pixels of these
     * @param rpn the region proposal network's samples
     * @param outputs what it says of all anchors
     * @param rpnLosses how far that is from the truth
     * @param part the pictures
     * @param randoms of each picture
     */
    private record Front(
            ImageBatch batch,
            List<PictureTargets> truths,
            List<FeatureMap> features,
            FeatureRows rows,
            RpnPass rpn,
            List<RpnOutput> outputs,
            RpnLoss.Values rpnLosses,
            MicroBatch part,
            List<SplittableRandom> randoms) {}

    /** Goes so far; without the outputs if they are not to be proposed from, and if the losses look at few cells. */
    private Front front(MicroBatch part, boolean proposes, TargetObserver observer) {
        List<TrainingPicture> pictures = part.pictures();
        List<SplittableRandom> randoms = part.randoms();
        observer.begin(Stage.TRANSFORM);
        List<Image> images = pictures.stream().map(TrainingPicture::image).toList();
        List<ResizedImage> sizes = part.sizes();
        InputTransform.Extent extent = parts.transform().extent(part.batch());
        ImageBatch batch = MicroBatch.padded(parts.transform().batch(images, sizes), extent);
        List<PictureTargets> truths = truths(pictures, sizes, randoms, observer);
        observer.tensor("input", batch.input());
        observer.end(Stage.TRANSFORM);

        observer.begin(Stage.BACKBONE);
        List<FeatureMap> features = parts.backbone().forward(batch.input(), observer);
        observer.end(Stage.BACKBONE);

        observer.begin(Stage.RPN_HEAD);
        FeatureRows rows = FeatureRows.of(features);
        RpnPass rpnPass = RpnPass.of(parts.rpnHead(), training, features, batch, truths, randoms, observer);
        List<RpnOutput> outputs = proposes || !rpnPass.looksAtFew() ? rpnPass.forward(observer) : List.of();
        RpnLoss.Values rpnLosses = rpnPass.losses(outputs, rows);
        observer.end(Stage.RPN_HEAD);
        return new Front(batch, truths, features, rows, rpnPass, outputs, rpnLosses, part, randoms);
    }

    private Losses losses(Front front, List<ProposalTargets.Targets> rois, TargetObserver observer) {
        FeatureRows rows = front.rows();
        observer.begin(Stage.BOX_ALIGN);
        List<Boxes> boxes = rois.stream().map(ProposalTargets.Targets::rois).toList();
        Tensor cut = parts.boxAlign().align(rows, boxes, front.part().batch());
        observer.end(Stage.BOX_ALIGN);

        observer.begin(Stage.BOX_HEAD);
        BoxPredictions predictions = parts.boxHead().forward(cut, observer);
        observer.tensor("box.logits", predictions.logits());
        observer.tensor("box.deltas", predictions.deltas());
        Tensor classLoss = training.classLoss(predictions, rois, front.part().known());
        Tensor boxLoss = training.boxLoss(predictions, rois);
        observer.end(Stage.BOX_HEAD);

        MaskBatch masks = MaskBatch.of(rois, front.truths());
        Tensor maskLoss =
                masks.isEmpty() ? TrainingParts.noMasks(parameters.device()) : maskLoss(front, masks, observer);
        RpnLoss.Values rpn = front.rpnLosses();
        return training.weighted(new Losses(rpn.objectness(), rpn.boxes(), classLoss, boxLoss, maskLoss));
    }

    private ResizedImage size(TrainingPicture picture) {
        return picture.scale().isPresent()
                ? parts.transform().size(picture.image(), picture.scale().getAsDouble())
                : parts.transform().size(picture.image());
    }

    private List<PictureTargets> truths(
            List<TrainingPicture> pictures,
            List<ResizedImage> sizes,
            List<SplittableRandom> randoms,
            TargetObserver observer) {
        List<PictureTargets> truths =
                Loops.map(pictures.size(), i -> training.truths().place(pictures.get(i), sizes.get(i), randoms.get(i)));
        for (int i = 0; i < truths.size(); i++) {
            PictureTargets of = truths.get(i);
            for (int label : of.labels()) {
                if (label > checkpoint.categories().size()) {
                    throw new IllegalArgumentException("label " + label + ": the model knows "
                            + checkpoint.categories().size() + " classes");
                }
            }
            observer.objects(i, of);
        }
        return truths;
    }

    private List<ProposalTargets.Targets> rois(Front front, TargetObserver observer) {
        observer.begin(Stage.PROPOSALS);
        List<Proposals> proposals =
                training.proposals().select(front.features(), front.outputs(), front.batch(), observer);
        List<ProposalTargets.Targets> rois = Loops.map(proposals.size(), i -> {
            PictureTargets truth = front.truths().get(i);
            return training.proposalTargets()
                    .of(
                            proposals.get(i).boxes(),
                            truth.rois(),
                            truth.labels(),
                            truth.roiCrowds(),
                            front.randoms().get(i));
        });
        for (int i = 0; i < rois.size(); i++) {
            Proposals of = proposals.get(i);
            observer.boxes(Stage.PROPOSALS, i, of.boxes().toArray(), of.scores().clone());
            observer.proposals(i, rois.get(i));
        }
        observer.end(Stage.PROPOSALS);
        return rois;
    }

    private Tensor maskLoss(Front front, MaskBatch masks, TargetObserver observer) {
        observer.begin(Stage.MASK_ALIGN);
        Tensor cut = parts.maskAlign()
                .align(front.rows(), masks.boxes(), front.part().batch());
        observer.end(Stage.MASK_ALIGN);

        observer.begin(Stage.MASK_HEAD);
        Tensor logits = parts.maskHead().logits(cut, observer);
        observer.tensor("mask.logits", logits);
        int size = (int) logits.size(2);
        float[] targets = masks.draw(training.maskTargets(), size);
        observer.masks(size, targets);
        Tensor loss = training.maskLoss(logits, masks.labels(), targets);
        observer.end(Stage.MASK_HEAD);
        return loss;
    }

    @Override
    public void close() {
        parameters.close();
    }
}
