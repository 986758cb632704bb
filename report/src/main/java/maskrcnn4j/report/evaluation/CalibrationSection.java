package maskrcnn4j.report.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import maskrcnn4j.metrics.analysis.Calibration;
import maskrcnn4j.report.Axis;
import maskrcnn4j.report.BarChart;
import maskrcnn4j.report.Block;
import maskrcnn4j.report.LineChart;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Section;
import maskrcnn4j.text.Counted;

/** Whether confidences mean what they say. */
final class CalibrationSection {
    private static final int BINS = 10;

    private CalibrationSection() {}

    static Section of(Pooled pooled) {
        Calibration calibration = Calibration.of(pooled.all(), BINS);
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Paragraph(text(calibration)));
        List<Calibration.Bin> filled =
                calibration.bins().stream().filter(bin -> bin.count() > 0).toList();
        if (!filled.isEmpty()) {
            blocks.add(new LineChart(
                    "Reliability",
                    Axis.of("mean confidence", 0, 1),
                    Axis.of("share that is right", 0, 1.05),
                    List.of(
                            new LineChart.Series(
                                    "as it should be", new double[] {0, 1}, new double[] {0, 1}, LineChart.Style.LINE),
                            new LineChart.Series(
                                    "as it is",
                                    filled.stream()
                                            .mapToDouble(Calibration.Bin::confidence)
                                            .toArray(),
                                    filled.stream()
                                            .mapToDouble(Calibration.Bin::precision)
                                            .toArray(),
                                    LineChart.Style.LINE_AND_MARKERS))));
            blocks.add(new BarChart(
                    "Detections by confidence",
                    "confidence",
                    "detections",
                    calibration.bins().stream()
                            .map(bin -> String.format(Locale.ROOT, "%.1f–%.1f", bin.from(), bin.to()))
                            .toList(),
                    List.of(new BarChart.Series(
                            "detections",
                            calibration.bins().stream()
                                    .mapToDouble(Calibration.Bin::count)
                                    .toArray())),
                    false));
        }
        return new Section("Calibration", blocks);
    }

    private static String text(Calibration calibration) {
        String left = calibration.outside() == 0
                ? ""
                : " " + Counted.of(calibration.outside(), "detection") + " with a confidence outside 0 to 1 left out.";
        if (Double.isNaN(calibration.expectedError())) {
            return "There is no detection with a confidence from 0 to 1." + left;
        }
        double bias = 0;
        for (Calibration.Bin bin : calibration.bins()) {
            bias += bin.count() > 0 ? bin.count() * bin.gap() : 0;
        }
        return String.format(
                        Locale.ROOT,
                        "The mean distance between the confidence of a detection and the share of such detections that"
                                + " is right (ECE, IoU 0.50, %d bins) is %.3f; the greatest of a bin (MCE) is %.3f. On"
                                + " the whole the model is too %s of itself.",
                        BINS,
                        calibration.expectedError(),
                        calibration.maximumError(),
                        bias > 0 ? "sure" : "unsure")
                + left;
    }
}
