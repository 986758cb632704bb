package maskrcnn4j.metrics.coco;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.coco.CocoFormat;
import maskrcnn4j.dataset.coco.CocoResults;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the arrays of many small evaluations, read as the command reads them, for comparison with another evaluator, by hand: for each
 * {@code N_params.json} of a folder, with {@code N_gt.json} and {@code N_dt.json}, a file {@code N_out.bin} of
 * little-endian doubles: precision [T, R, K, A, M], scores likewise, recall [T, K, A, M], and the twelve numbers where
 * there are three limits.
 */
final class EvaluationDump {
    private EvaluationDump() {}

    /** The folder is the only argument. */
    public static void main(String[] args) throws IOException {
        try (var files = Files.newDirectoryStream(Path.of(args[0]), "*_params.json")) {
            for (Path file : files) {
                dump(file);
            }
        }
    }

    private static void dump(Path file) throws IOException {
        String number = file.getFileName().toString().replace("_params.json", "");
        JsonNode node = JsonMapper.builder().build().readTree(file);
        IouType type = ParameterJson.type(node.get("iouType").asString());
        CocoParameters parameters = ParameterJson.read(type, node);
        Dataset truth = new CocoFormat().read(file.resolveSibling(number + "_gt.json"), ReadOptions.DEFAULT);
        Path results = file.resolveSibling(number + "_dt.json");
        Detections found = (type.masks()
                        ? CocoResults.read(results, true, new NearObjects(truth, parameters))
                        : CocoResults.read(results, false))
                .in(truth);
        CocoEvaluation evaluation = new CocoEvaluator(parameters).evaluate(truth, found);
        Files.write(file.resolveSibling(number + "_out.bin"), bytes(evaluation).array());
    }

    private static ByteBuffer bytes(CocoEvaluation evaluation) {
        CocoParameters p = evaluation.parameters();
        int classes = evaluation.categoryIds().length;
        int cells = p.iouThresholds().length * classes * p.areaRanges().size() * p.maxDetections().length;
        int recalls = p.recallThresholds().length;
        boolean summary = p.maxDetections().length >= 3;
        ByteBuffer out = ByteBuffer.allocate(8 * (cells * (2 * recalls + 1) + (summary ? 12 : 0)))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int array = 0; array < 3; array++) {
            for (int t = 0; t < p.iouThresholds().length; t++) {
                for (int r = 0; r < (array < 2 ? recalls : 1); r++) {
                    for (int k = 0; k < classes; k++) {
                        for (int a = 0; a < p.areaRanges().size(); a++) {
                            for (int m = 0; m < p.maxDetections().length; m++) {
                                out.putDouble(
                                        switch (array) {
                                            case 0 -> evaluation.precision(t, r, k, a, m);
                                            case 1 -> evaluation.score(t, r, k, a, m);
                                            default -> evaluation.recall(t, k, a, m);
                                        });
                            }
                        }
                    }
                }
            }
        }
        if (summary) {
            for (double stat : evaluation.stats()) {
                out.putDouble(stat);
            }
        }
        return out;
    }
}
