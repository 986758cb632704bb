package maskrcnn4j.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.model.MaskRcnn;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.tensor.Engine;
import maskrcnn4j.text.Counted;

/**
 * What was measured.
 *
 * @param model the weights and their architecture
 * @param device where it ran
 * @param precision what its convolutions computed in
 * @param threads how many threads one operation was spread over
 * @param machine processor, system and Java
 * @param pictures what it ran on
 * @param inputs shapes of the network's input, N x C x H x W
 * @param batch how many pictures ran at once
 * @param warmUp how many runs went before, untimed
 * @param runs how many runs were timed
 * @param proposals how many a picture had, on average
 * @param detections how many a picture had, on average
 * @param imagesPerSecond pictures a second, decoding left out
 * @param total milliseconds of a run
 * @param stages milliseconds of a run's stages, by name
 * @param decode milliseconds of decoding a picture, where pictures were read
 * @param loadSeconds how long the weights took to load, after the natives
 * @param peakMegabytes the most memory the process held, Java's heap included, where the system tells
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record BenchResult(
        String model,
        String device,
        String precision,
        int threads,
        String machine,
        String pictures,
        List<String> inputs,
        int batch,
        int warmUp,
        int runs,
        double proposals,
        double detections,
        double imagesPerSecond,
        Spread total,
        Map<String, Spread> stages,
        Optional<Spread> decode,
        double loadSeconds,
        Optional<Long> peakMegabytes) {

    /**
     * Milliseconds of several runs.
     *
     * @param mean their mean
     * @param p50 half of the runs took at most this
     * @param p90 nine in ten took at most this
     * @param p99 of a hundred, all but one took at most this; of fewer runs it is the slowest
     */
    record Spread(double mean, double p50, double p90, double p99) {
        static Spread of(List<Double> millis) {
            List<Double> sorted = millis.stream().sorted().toList();
            return new Spread(
                    rounded(sorted.stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                            .orElse(0)),
                    rank(sorted, 0.5),
                    rank(sorted, 0.9),
                    rank(sorted, 0.99));
        }

        /** The nearest rank: the smallest number that so many of the runs do not exceed. */
        private static double rank(List<Double> sorted, double share) {
            return rounded(sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1)));
        }

        private static double rounded(double value) {
            return Math.rint(value * 1000) / 1000;
        }
    }

    static BenchResult of(
            String model,
            MaskRcnn network,
            BenchPictures pictures,
            int batch,
            int warmUp,
            double load,
            BenchStages stages) {
        Map<String, Spread> byName = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            byName.put(stage.name().toLowerCase(Locale.ROOT), Spread.of(stages.of(stage)));
        }
        Spread total = Spread.of(stages.totals());
        List<Double> decodes = new ArrayList<>();
        pictures.decodeMillis().ifPresent(millis -> {
            for (double one : millis) {
                decodes.add(one);
            }
        });
        return new BenchResult(
                model,
                network.device().toString(),
                network.precision().name().toLowerCase(Locale.ROOT),
                Engine.threads(),
                Machine.describe(),
                pictures.what(),
                stages.inputs(),
                batch,
                warmUp,
                stages.totals().size(),
                stages.proposals(),
                stages.detections(),
                Math.rint(batch * 1e6 / total.mean()) / 1000,
                total,
                byName,
                decodes.isEmpty() ? Optional.empty() : Optional.of(Spread.of(decodes)),
                Math.rint(load * 1000) / 1000,
                Machine.peakBytes().map(bytes -> bytes >> 20));
    }

    void print(Output output) throws IOException {
        output.print(model + ": " + precision + " on " + device + ", " + Counted.of(threads, "thread"));
        output.print(machine);
        output.print(pictures + ", network input " + String.join("; ", inputs) + "; " + warmUp + " runs to warm up, "
                + runs + " timed");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"milliseconds of a run", "mean", "share", "p50", "p90", "p99"});
        stages.forEach((name, spread) -> rows.add(row(name, spread)));
        double rest =
                total.mean - stages.values().stream().mapToDouble(Spread::mean).sum();
        rows.add(new String[] {"between them", fixed(rest), share(rest), "", "", ""});
        rows.add(row("total", total));
        decode.ifPresent(spread -> rows.add(new String[] {
            "decoding, apart", fixed(spread.mean), "", fixed(spread.p50), fixed(spread.p90), fixed(spread.p99)
        }));
        StringBuilder text = new StringBuilder();
        ScoreText.append(rows, text);
        output.print(text.toString().stripTrailing());
        output.print(String.format(
                Locale.ROOT,
                "%.2f images/s; %.0f proposals and %.0f detections a picture",
                imagesPerSecond,
                proposals,
                detections));
        output.print(String.format(Locale.ROOT, "weights loaded in %.2f s", loadSeconds)
                + peakMegabytes
                        .map(megabytes -> "; peak memory " + megabytes + " MB, Java's heap included")
                        .orElse(""));
        if (detections == 0) {
            output.note("note: " + (proposals == 0 ? "without proposals the heads" : "without detections the mask head")
                    + " had nothing to do, so that the times are not those of use");
        }
        if (!device.equals("cpu")) {
            output.note(
                    "note: a device works on while the next stage is prepared, so that the times of single stages are"
                            + " those of handing over work; the total is exact");
        }
    }

    private String[] row(String name, Spread spread) {
        return new String[] {
            name, fixed(spread.mean), share(spread.mean), fixed(spread.p50), fixed(spread.p90), fixed(spread.p99)
        };
    }

    private String share(double millis) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * millis / total.mean);
    }

    private static String fixed(double millis) {
        return String.format(Locale.ROOT, "%.1f", millis);
    }
}
