package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.score.Measure;
import maskrcnn4j.metrics.score.ScoreProtocol;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say by whose measure a model is scored. */
final class EvalMeasure {
    @Option(
            names = {"--metric", "--protocol"},
            paramLabel = "M",
            description =
                    "By whose measure: coco, lvis, voc, cityscapes. By default the one that belongs to the data set.")
    private @Nullable String metric;

    @Option(
            names = "--type",
            split = ",",
            paramLabel = "TYPE",
            description =
                    "What is compared: bbox, segm, boundary; several separated by commas. By default bbox, and segm"
                            + " where the data set has masks.")
    private List<String> types = new ArrayList<>();

    @Option(
            names = "--rules",
            paramLabel = "RULES",
            defaultValue = "pycocotools",
            description =
                    "pycocotools (the default) gives its numbers in every bit, its faults included; corrected puts"
                            + " them right.")
    private String rules = "pycocotools";

    /** The measure that was asked for, or the one that belongs to the data set. */
    Measure of(EvalData.Read read) {
        Measure measure = read.measure().withRules(ScoreChoices.rules(rules)).withTypes(ScoreChoices.types(types));
        if (metric != null) {
            ScoreProtocol asked = ScoreChoices.protocol("metric", metric);
            if (asked == ScoreProtocol.CITYSCAPES && !read.format().equals("cityscapes")) {
                throw new UsageException(
                        "--metric cityscapes needs a data set in Cityscapes' folders, and this one is in"
                                + " the format " + read.format());
            }
            if (asked == ScoreProtocol.LVIS && read.dataset().federated().isEmpty()) {
                throw new UsageException("--metric lvis needs a file that says which categories were searched for"
                        + " (neg_category_ids, not_exhaustive_category_ids), and "
                        + read.dataset().name()
                        + " does not; take --metric coco");
            }
            measure = asked == measure.protocol() ? measure : measure.withProtocol(asked);
        }
        if (measure.protocol() == ScoreProtocol.CITYSCAPES
                && !measure.types().isEmpty()
                && !measure.types().equals(List.of(IouType.SEGM))) {
            throw new UsageException("--type " + String.join(",", types)
                    + " does not go with Cityscapes' measure, which compares masks; leave --type out, or take --metric"
                    + " coco");
        }
        return measure;
    }
}
