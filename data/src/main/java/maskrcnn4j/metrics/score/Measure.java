package maskrcnn4j.metrics.score;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.dataset.Category;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.MaskKind;
import maskrcnn4j.dataset.cityscapes.CityscapesFormat;
import maskrcnn4j.dataset.cityscapes.CityscapesLabel;
import maskrcnn4j.dataset.voc.VocFormat;
import maskrcnn4j.metrics.EvaluationException;
import maskrcnn4j.metrics.cityscapes.CityscapesScenes;
import maskrcnn4j.metrics.coco.CocoParameters;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.coco.Rules;
import maskrcnn4j.metrics.lvis.LvisEvaluation;

/**
 * By whose measure detections on a data set are scored, and what of them is compared.
 *
 * @param protocol by whose measure
 * @param why what speaks for it, as half a sentence
 * @param types what is compared; empty for what the protocol and the data set allow
 * @param rules by which rules, where the protocol has a choice
 * @param detections how many detections of a picture count, at least: COCO's usual 100, or more
 * @param source the file or folder of the data set
 */
public record Measure(
        ScoreProtocol protocol, String why, List<IouType> types, Rules rules, int detections, Path source) {
    private static final int USUAL_DETECTIONS = 100;

    /** Checks the number and copies the list. */
    public Measure {
        types = List.copyOf(types);
        if (detections < USUAL_DETECTIONS) {
            throw new IllegalArgumentException(
                    "a measure of " + detections + " detections a picture: at least " + USUAL_DETECTIONS + " count");
        }
    }

    /**
     * The measure that belongs to a data set: Cityscapes' for its folders, Pascal VOC's for its own, LVIS' for a file that
     * says which categories were searched for, and COCO's for all else.
     *
     * @param format the format it was read in
     * @param source the file or folder it was read from
     */
    public static Measure belongingTo(DatasetFormat format, Path source, Dataset dataset) {
        if (format instanceof CityscapesFormat) {
            return of(ScoreProtocol.CITYSCAPES, "the data set is a folder of Cityscapes", source);
        }
        if (format instanceof VocFormat) {
            return of(ScoreProtocol.VOC, "the data set is a folder of Pascal VOC", source);
        }
        if (dataset.federated().isPresent()) {
            return of(ScoreProtocol.LVIS, "the file says which categories were searched for, as LVIS' do", source);
        }
        return of(ScoreProtocol.COCO, "the data set has no measure of its own", source);
    }

    private static Measure of(ScoreProtocol protocol, String why, Path source) {
        return new Measure(protocol, why, List.of(), Rules.PYCOCOTOOLS, USUAL_DETECTIONS, source);
    }

    /** This, by the measure that somebody asked for. */
    public Measure withProtocol(ScoreProtocol chosen) {
        return new Measure(chosen, "it was asked for", types, rules, detections, source);
    }

    /** This, of these types. */
    public Measure withTypes(List<IouType> chosen) {
        return new Measure(protocol, why, chosen, rules, detections, source);
    }

    /** This, by these rules. */
    public Measure withRules(Rules chosen) {
        return new Measure(protocol, why, types, chosen, detections, source);
    }

    /** This, with room for more detections. */
    public Measure withDetections(int most) {
        return new Measure(protocol, why, types, rules, Math.max(USUAL_DETECTIONS, most), source);
    }

    /** What is compared on a data set. */
    public List<IouType> types(Dataset truth) {
        if (protocol == ScoreProtocol.CITYSCAPES) {
            return List.of(IouType.SEGM);
        }
        if (!types.isEmpty()) {
            return types;
        }
        return hasMasks(truth) ? List.of(IouType.BBOX, IouType.SEGM) : List.of(IouType.BBOX);
    }

    private static boolean hasMasks(Dataset truth) {
        for (int i = 0; i < truth.instances().count(); i++) {
            if (truth.instances().maskKind(i) != MaskKind.ABSENT) {
                return true;
            }
        }
        return false;
    }

    /**
     * Scores detections, a score for each type.
     *
     * @param boxes the detections with their boxes
     * @param masks the same detections with their masks, and the boxes of these
     * @throws EvaluationException if the data set lacks what the protocol needs
     * @throws IOException if the data set's own files, which Cityscapes' measure looks at, cannot be read
     */
    public List<Score> score(Dataset truth, Detections boxes, Detections masks) throws IOException {
        List<Score> scores = new ArrayList<>();
        for (IouType type : types(truth)) {
            Detections found = type.masks() ? masks : boxes;
            scores.add(
                    switch (protocol) {
                        case COCO -> ScoreProtocols.coco(truth, found, parameters(type), List.of());
                        case LVIS -> ScoreProtocols.lvis(truth, found, type, rules, List.of());
                        case VOC -> ScoreProtocols.voc(truth, found, type);
                        case CITYSCAPES -> cityscapes(truth, found);
                    });
        }
        return scores;
    }

    /** What the numbers of a type are, in the order of {@link Score#stats}. */
    public List<String> names(IouType type) {
        return switch (protocol) {
            case COCO -> ScoreProtocols.cocoNames(parameters(type).maxDetections());
            case LVIS -> LvisEvaluation.NAMES;
            case VOC -> ScoreProtocols.VOC_NAMES;
            case CITYSCAPES -> ScoreProtocols.CITYSCAPES_NAMES;
        };
    }

    private CocoParameters parameters(IouType type) {
        CocoParameters usual = CocoParameters.of(type).withRules(rules);
        return detections == USUAL_DETECTIONS ? usual : usual.withMaxDetections(1, 10, detections);
    }

    private Score cityscapes(Dataset truth, Detections found) throws IOException {
        List<CityscapesLabel> classes = new ArrayList<>();
        for (Category category : truth.categories()) {
            CityscapesLabel.ofName(category.name())
                    .filter(CityscapesLabel::evaluated)
                    .ifPresent(classes::add);
        }
        int threads = Runtime.getRuntime().availableProcessors();
        return ScoreProtocols.cityscapes(CityscapesScenes.of(source, found, threads), classes);
    }
}
