package maskrcnn4j.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.ReadOptions;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.MaskPaster;
import maskrcnn4j.mask.SoftMask;
import maskrcnn4j.model.backbone.FeatureMap;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ImageBatch;
import maskrcnn4j.model.image.InputTransform;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.layer.InferenceParameters;
import maskrcnn4j.model.layer.Parameters;
import maskrcnn4j.model.roi.BoxHead.BoxPredictions;
import maskrcnn4j.model.roi.ClassifiedBoxes;
import maskrcnn4j.model.roi.FeatureRows;
import maskrcnn4j.model.roi.Wanted;
import maskrcnn4j.model.rpn.Proposals;
import maskrcnn4j.model.rpn.RpnOutput;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.model.stage.StageObserver;
import maskrcnn4j.spec.Checkpoint;
import maskrcnn4j.spec.ModelCategory;
import maskrcnn4j.spec.ModelWeights;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.tensor.Precision;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.weights.TensorSource;

/**
 * Mask R-CNN (He et al. 2017): finds the objects of a picture, with a class, a box and a mask for each.
 *
 * <pre>{@code
 * try (MaskRcnn model = MaskRcnn.load(Path.of("coco.safetensors"))) {
 *     Image street = Images.read(Path.of("street.jpg"));
 *     for (Detection found : model.segment(street)) {
 *         System.out.println(found.label() + " " + found.score() + " " + found.box());
 *     }
 * }
 * }</pre>
 *
 * <p>A model never changes: any number of threads may call {@code segment} at once and get the answers that each would
 * get alone. Close it only when none is left.
 */
public final class MaskRcnn implements AutoCloseable {
    private final Checkpoint checkpoint;
    private final Parameters parameters;
    private final Parts parts;

    private MaskRcnn(Checkpoint checkpoint, Parameters parameters, Parts parts) {
        this.checkpoint = checkpoint;
        this.parameters = parameters;
        this.parts = parts;
    }

    /**
     * Loads a model onto the CPU, in the precision that suits it.
     *
     * @param weights a checkpoint of ours, or a weight file or folder of a known family
     * @throws IOException if the weights cannot be read, are of no known family, or lack a tensor; the message says which
     */
    public static MaskRcnn load(Path weights) throws IOException {
        return load(weights, LoadOptions.DEFAULT);
    }

    /** Loads a model; see {@link #load(Path)}. */
    public static MaskRcnn load(Path weights, LoadOptions options) throws IOException {
        try (Engine.Guard natives = Engine.startMeanwhile();
                ModelWeights opened = ModelWeights.open(weights, options.model())) {
            return of(opened, options);
        }
    }

    /**
     * Builds a model of opened weights, which may be closed afterwards.
     *
     * @throws IOException if a tensor is missing or cannot be read
     */
    public static MaskRcnn of(ModelWeights weights, LoadOptions options) throws IOException {
        weights.report().requireComplete();
        return of(weights.checkpoint(), weights.tensors(), options);
    }

    /**
     * Builds a model of weights under our names.
     *
     * @param checkpoint spec and classes
     * @param weights all tensors that the spec needs, by our names; not needed afterwards
     * @param options device and precision; what is said of a weight file does not count
     * @throws IOException if a tensor is missing or cannot be read
     */
    public static MaskRcnn of(Checkpoint checkpoint, TensorSource weights, LoadOptions options) throws IOException {
        Precision precision = options.precision().on(options.device());
        Parameters parameters = new InferenceParameters(weights, options.device(), precision);
        try (Engine.Guard inference = Engine.withoutGradients()) {
            return new MaskRcnn(checkpoint, parameters, Parts.of(checkpoint.spec(), parameters));
        } catch (IOException | RuntimeException unusable) {
            parameters.close();
            throw unusable;
        }
    }

    /** Spec, classes and provenance. */
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /** Where it runs. */
    public Device device() {
        return parameters.device();
    }

    /** How pictures for this model are read: as given, and with all of their 16 bits where the network wants them. */
    public ReadOptions reading(ReadOptions options) {
        return checkpoint.spec().image().bits() > 8 ? options.keeping16Bit() : options;
    }

    /** What the convolutions compute in. */
    public Precision precision() {
        return parameters.precision();
    }

    /** Finds the objects of a picture, by the model's own score threshold. */
    public Segmentation segment(Image image) {
        return segment(List.of(image)).get(0);
    }

    /** Finds the objects of several pictures; those that fit together run as one batch. */
    public List<Segmentation> segment(List<Image> images) {
        return segment(images, SegmentOptions.DEFAULT, StageObserver.NONE);
    }

    /** Finds the objects of a picture. */
    public Segmentation segment(Image image, SegmentOptions options) {
        return segment(List.of(image), options, StageObserver.NONE).get(0);
    }

    /**
     * Finds the objects of several pictures.
     *
     * @param observer is told every stage; {@link StageObserver#NONE} costs nothing
     * @return one segmentation per picture, in their order
     * @throws IllegalArgumentException if an option names a class that the model does not know
     */
    public List<Segmentation> segment(List<Image> images, SegmentOptions options, StageObserver observer) {
        Wanted wanted = wanted(options);
        List<ResizedImage> sizes =
                images.stream().map(image -> size(image, options.scale())).toList();
        Segmentation[] found = new Segmentation[images.size()];
        try (Engine.Guard inference = Engine.withoutGradients()) {
            for (List<Integer> places : parts.transform().batches(sizes)) {
                List<Segmentation> batch = run(
                        places.stream().map(images::get).toList(),
                        places.stream().map(sizes::get).toList(),
                        wanted,
                        observer);
                for (int i = 0; i < batch.size(); i++) {
                    found[places.get(i)] = batch.get(i);
                }
            }
        }
        return List.of(found);
    }

    private ResizedImage size(Image image, OptionalDouble scale) {
        InputTransform transform = parts.transform();
        return scale.isPresent() ? transform.size(image, scale.getAsDouble()) : transform.size(image);
    }

    /** The way of a batch: these lines are the network. */
    private List<Segmentation> run(
            List<Image> images, List<ResizedImage> sizes, Wanted wanted, StageObserver observer) {
        try (Scope scope = Scope.open()) {
            observer.begin(Stage.TRANSFORM);
            ImageBatch batch = parts.transform().batch(images, sizes);
            observer.pictures(batch.images());
            observer.tensor("input", batch.input());
            observer.end(Stage.TRANSFORM);

            observer.begin(Stage.BACKBONE);
            List<FeatureMap> features = parts.backbone().forward(batch.input(), observer);
            observer.end(Stage.BACKBONE);

            observer.begin(Stage.RPN_HEAD);
            List<RpnOutput> rpn = parts.rpnHead().forward(features, observer);
            observer.end(Stage.RPN_HEAD);

            observer.begin(Stage.PROPOSALS);
            List<Proposals> proposals = parts.proposals().select(features, rpn, batch, observer);
            for (int i = 0; i < proposals.size(); i++) {
                Proposals of = proposals.get(i);
                observer.boxes(
                        Stage.PROPOSALS, i, of.boxes().toArray(), of.scores().clone());
            }
            observer.end(Stage.PROPOSALS);

            FeatureRows rows = FeatureRows.of(features);
            List<ClassifiedBoxes> detections = detect(rows, proposals, batch.images(), wanted, observer);
            return masks(rows, detections, batch.images(), observer);
        }
    }

    private List<ClassifiedBoxes> detect(
            FeatureRows features,
            List<Proposals> proposals,
            List<ResizedImage> images,
            Wanted wanted,
            StageObserver observer) {
        List<Boxes> boxes = proposals.stream().map(Proposals::boxes).toList();

        observer.begin(Stage.BOX_ALIGN);
        Tensor rois = parts.boxAlign().align(features, boxes, images);
        observer.tensor("box.rois", rois);
        if (observer.wantsTraces()) {
            observer.sampling(Stage.BOX_ALIGN, parts.boxAlign().grids(features, boxes, images));
        }
        observer.end(Stage.BOX_ALIGN);

        observer.begin(Stage.BOX_HEAD);
        BoxPredictions predictions = parts.boxHead().forward(rois, observer);
        Tensor probabilities = predictions.logits().softmax(1);
        observer.tensor("box.probabilities", probabilities);
        observer.end(Stage.BOX_HEAD);

        observer.begin(Stage.DETECTIONS);
        List<ClassifiedBoxes> detections = new ArrayList<>();
        long first = 0;
        for (int i = 0; i < boxes.size(); i++) {
            long count = boxes.get(i).size();
            ClassifiedBoxes found = parts.detections()
                    .select(
                            boxes.get(i),
                            probabilities.narrow(0, first, count).toFloats(),
                            predictions.deltas().narrow(0, first, count).toFloats(),
                            images.get(i),
                            wanted,
                            i,
                            observer);
            observer.boxes(
                    Stage.DETECTIONS, i, found.boxes().toArray(), found.scores().clone());
            detections.add(found);
            first += count;
        }
        observer.end(Stage.DETECTIONS);
        return detections;
    }

    private List<Segmentation> masks(
            FeatureRows features, List<ClassifiedBoxes> detections, List<ResizedImage> images, StageObserver observer) {
        int count = detections.stream().mapToInt(ClassifiedBoxes::size).sum();
        float[] soft = count == 0 ? new float[0] : drawMasks(features, detections, images, observer);

        observer.begin(Stage.MASKS);
        List<Segmentation> segmentations = new ArrayList<>();
        int area = count == 0 ? 0 : soft.length / count;
        int at = 0;
        for (int i = 0; i < detections.size(); i++) {
            ClassifiedBoxes of = detections.get(i);
            Boxes scaled = parts.pictureBoxes().scale(of.boxes(), images.get(i));
            List<Detection> found = new ArrayList<>();
            for (int k = 0; k < of.size(); k++) {
                if (parts.pictureBoxes().isKept(scaled, k)) {
                    float[] mask = Arrays.copyOfRange(soft, at, at + area);
                    found.add(detection(of.labels()[k], of.scores()[k], scaled, k, mask, images.get(i)));
                }
                at += area;
            }
            observer.filtered(Stage.MASKS, i, "a box without area in the picture", of.size(), found.size());
            segmentations.add(new Segmentation(
                    images.get(i).originalWidth(), images.get(i).originalHeight(), found));
        }
        observer.end(Stage.MASKS);
        return segmentations;
    }

    private float[] drawMasks(
            FeatureRows features, List<ClassifiedBoxes> detections, List<ResizedImage> images, StageObserver observer) {
        List<Boxes> boxes = detections.stream().map(ClassifiedBoxes::boxes).toList();
        int[] labels = detections.stream()
                .flatMapToInt(found -> Arrays.stream(found.labels()))
                .toArray();

        observer.begin(Stage.MASK_ALIGN);
        Tensor rois = parts.maskAlign().align(features, boxes, images);
        observer.tensor("mask.rois", rois);
        if (observer.wantsTraces()) {
            observer.sampling(Stage.MASK_ALIGN, parts.maskAlign().grids(features, boxes, images));
        }
        observer.end(Stage.MASK_ALIGN);

        observer.begin(Stage.MASK_HEAD);
        Tensor masks = parts.maskHead().forward(rois, maps(labels), observer);
        observer.tensor("mask.probabilities", masks);
        float[] soft = masks.toFloats();
        observer.end(Stage.MASK_HEAD);
        return soft;
    }

    private int[] maps(int[] labels) {
        return Arrays.stream(labels).map(checkpoint.spec().classes()::mask).toArray();
    }

    private Detection detection(int label, float score, Boxes boxes, int box, float[] soft, ResizedImage image) {
        int side = (int) Math.round(Math.sqrt(soft.length));
        double extent = checkpoint.spec().boxRule().extent();
        SoftMask mask = new SoftMask(side, side, soft);
        MaskPaster paster = parts.paster();
        Box framed = new Box(boxes.x1(box), boxes.y1(box), boxes.x2(box), boxes.y2(box));
        return new Detection(
                checkpoint.categories().get(label - 1),
                score,
                new Box(framed.x1(), framed.y1(), framed.x2() + extent, framed.y2() + extent),
                mask,
                () -> paster.paste(mask, framed, image.originalHeight(), image.originalWidth()));
    }

    /**
     * Checks names of classes.
     *
     * @throws IllegalArgumentException if the model does not know one; the message lists those that it knows
     */
    public void requireClasses(Set<String> names) {
        Set<String> known = checkpoint.categories().stream()
                .map(ModelCategory::name)
                .collect(Collectors.toCollection(TreeSet::new));
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "class '" + name + "' is unknown to this model; it knows " + String.join(", ", known));
            }
        }
    }

    private Wanted wanted(SegmentOptions options) {
        requireClasses(options.classes());
        List<ModelCategory> categories = checkpoint.categories();
        return new Wanted(
                options.minimumScore(),
                label -> options.classes().isEmpty()
                        || options.classes().contains(categories.get(label - 1).name()),
                options.agnosticNms());
    }

    @Override
    public void close() {
        parameters.close();
    }
}
