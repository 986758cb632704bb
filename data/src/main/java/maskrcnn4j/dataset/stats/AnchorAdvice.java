package maskrcnn4j.dataset.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Anchors that would fit better, of the same number and on the same grids.
 *
 * @param how what was changed, for people
 * @param sizes the side of a square of an anchor's area, for each grid; empty if the anchors were only made larger or
 *     smaller
 * @param ratios height divided by width
 * @param fit how well they fit
 */
public record AnchorAdvice(String how, List<Double> sizes, List<Double> ratios, AnchorFit fit) {
    private static final int MOST_OBJECTS = 50_000;

    /** Advice must be worth the trouble: this much more mean IoU. */
    private static final double WORTH = 0.01;

    /** Looks for anchors that fit better than those given; empty if none fits much better. */
    public static Optional<AnchorAdvice> better(ObjectColumns all, AnchorFit given) {
        if (all.count() == 0) {
            return Optional.empty();
        }
        ObjectColumns objects = sample(all);
        List<AnchorAdvice> candidates = new ArrayList<>();
        for (double factor : new double[] {0.125, 0.177, 0.25, 0.354, 0.5, 0.707, 1.414, 2, 2.83, 4}) {
            List<Anchor> scaled = given.anchors().stream()
                    .map(anchor -> anchor.scaled(factor))
                    .toList();
            candidates.add(new AnchorAdvice(
                    "all anchors times " + factor, List.of(), List.of(), AnchorFit.of(objects, scaled)));
        }
        candidates.addAll(bySize(objects, given.anchors()));
        AnchorAdvice best = candidates.get(0);
        for (AnchorAdvice one : candidates) {
            best = one.fit.mean() > best.fit.mean() ? one : best;
        }
        double now = AnchorFit.of(objects, given.anchors()).mean();
        if (best.fit.mean() < now + WORTH) {
            return Optional.empty();
        }
        return Optional.of(new AnchorAdvice(best.how, best.sizes, best.ratios, AnchorFit.of(all, best.fit.anchors())));
    }

    /** Sizes and ratios at even quantiles of those of the objects, where each grid has one size and all ratios. */
    private static List<AnchorAdvice> bySize(ObjectColumns objects, List<Anchor> anchors) {
        List<Integer> strides =
                List.copyOf(new TreeSet<>(anchors.stream().map(Anchor::stride).toList()));
        int perGrid = anchors.size() / strides.size();
        if (anchors.size() % strides.size() != 0) {
            return List.of();
        }
        double[] sizes = new double[objects.count()];
        double[] ratios = new double[objects.count()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = objects.scale()[i] * Math.sqrt(objects.width()[i] * objects.height()[i]);
            ratios[i] = objects.height()[i] / objects.width()[i];
        }
        Arrays.sort(sizes);
        Arrays.sort(ratios);
        List<AnchorAdvice> advice = new ArrayList<>();
        for (double margin : new double[] {0.5, 0.25, 0.1}) {
            List<Double> newSizes = quantiles(sizes, strides.size(), margin, 1);
            List<Double> newRatios = quantiles(ratios, perGrid, margin, 100);
            List<Anchor> made = new ArrayList<>();
            for (int level = 0; level < strides.size(); level++) {
                for (double ratio : newRatios) {
                    made.add(Anchor.of(strides.get(level), newSizes.get(level), ratio));
                }
            }
            advice.add(new AnchorAdvice(
                    "sizes and ratios of these objects", newSizes, newRatios, AnchorFit.of(objects, made)));
        }
        return advice;
    }

    private static List<Double> quantiles(double[] sorted, int count, double margin, double precision) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double share = count == 1 ? 0.5 : (i + margin) / (count - 1 + 2 * margin);
            double value = DatasetStats.quantile(sorted, share);
            values.add(Math.max(1 / precision, Math.rint(value * precision) / precision));
        }
        return values;
    }

    private static ObjectColumns sample(ObjectColumns all) {
        int step = (all.count() + MOST_OBJECTS - 1) / MOST_OBJECTS;
        if (step <= 1) {
            return all;
        }
        int count = all.count() / step;
        return new ObjectColumns(
                new int[count],
                every(all.area(), step, count),
                every(all.x(), step, count),
                every(all.y(), step, count),
                every(all.width(), step, count),
                every(all.height(), step, count),
                every(all.scale(), step, count));
    }

    private static double[] every(double[] column, int step, int count) {
        double[] taken = new double[count];
        for (int i = 0; i < count; i++) {
            taken[i] = column[i * step];
        }
        return taken;
    }
}
