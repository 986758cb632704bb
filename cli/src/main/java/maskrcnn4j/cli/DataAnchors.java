package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.dataset.stats.Anchor;
import maskrcnn4j.dataset.stats.NetworkSize;
import maskrcnn4j.spec.ModelSpec;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.ResizeRule;
import maskrcnn4j.weights.Nearest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The anchors and the resizing that a data set is measured against. */
final class DataAnchors {
    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "Take anchors and resizing from this family of models, for example mask2go.")
    private @Nullable String preset;

    @Option(
            names = "--anchor-sizes",
            split = ",",
            paramLabel = "SIZE",
            description = "Without --preset: the anchors' size on each grid, ${DEFAULT-VALUE}.",
            defaultValue = "32,64,128,256,512")
    private List<Double> sizes = List.of();

    @Option(
            names = "--anchor-ratios",
            split = ",",
            paramLabel = "RATIO",
            description = "Height divided by width, ${DEFAULT-VALUE}.",
            defaultValue = "0.5,1,2")
    private List<Double> ratios = List.of();

    @Option(
            names = "--anchor-strides",
            split = ",",
            paramLabel = "STRIDE",
            description = "Pixels between the cells of each grid, ${DEFAULT-VALUE}.",
            defaultValue = "4,8,16,32,64")
    private List<Integer> strides = List.of();

    @Option(
            names = "--short-side",
            paramLabel = "PIXELS",
            description = "The short side of the network input, ${DEFAULT-VALUE}.")
    private int shortSide = 800;

    @Option(
            names = "--long-side",
            paramLabel = "PIXELS",
            description = "The longest long side of the network input, ${DEFAULT-VALUE}.")
    private int longSide = 1333;

    List<Anchor> anchors() {
        List<Anchor> anchors = new ArrayList<>();
        if (preset != null) {
            return anchors(spec(preset));
        }
        if (sizes.size() != strides.size()) {
            throw new UsageException("--anchor-sizes has " + sizes.size() + " numbers and --anchor-strides "
                    + strides.size() + "; each grid has one of both");
        }
        for (int i = 0; i < sizes.size(); i++) {
            for (double ratio : ratios) {
                if (!(sizes.get(i) > 0) || !(ratio > 0) || strides.get(i) < 1) {
                    throw new UsageException("--anchor-sizes, --anchor-ratios and --anchor-strides must be above 0");
                }
                anchors.add(Anchor.of(strides.get(i), sizes.get(i), ratio));
            }
        }
        return anchors;
    }

    NetworkSize size() {
        if (preset != null) {
            return spec(preset).image().resize()::scale;
        }
        if (shortSide < 1 || longSide < shortSide) {
            throw new UsageException("--short-side " + shortSide + " and --long-side " + longSide
                    + ": the short side must be at least 1 and at most the long side");
        }
        return new ResizeRule(shortSide, longSide, ResizeRule.Rounding.HALF_UP, ResizeRule.Filter.BILINEAR)::scale;
    }

    private static ModelSpec spec(String name) {
        if (!Presets.names().contains(name)) {
            throw new UsageException("--preset: " + Nearest.unknown("preset", name, Presets.names()) + "; known are "
                    + String.join(", ", Presets.names()));
        }
        return Presets.named(name).spec();
    }

    private static List<Anchor> anchors(ModelSpec spec) {
        List<Anchor> anchors = new ArrayList<>();
        List<Integer> levels = spec.backbone().strides();
        for (int level = 0; level < levels.size(); level++) {
            int stride = levels.get(level);
            double centre = spec.anchors().centre() * stride;
            double[] boxes = spec.anchors().cell(level);
            for (int i = 0; i < boxes.length; i += 4) {
                anchors.add(new Anchor(
                        stride,
                        boxes[i] + centre,
                        boxes[i + 1] + centre,
                        boxes[i + 2] + centre,
                        boxes[i + 3] + centre));
            }
        }
        return anchors;
    }
}
