package maskrcnn4j.metrics.analysis;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.Detections;
import maskrcnn4j.metrics.coco.ImageCells;
import maskrcnn4j.metrics.coco.IouType;

/**
 * How much AP each kind of error costs: what AP at one agreement would gain if all errors of the kind were repaired and
 * nothing else. The gains do not add up to what is missing.
 *
 * <p>Literature: D. Bolya et al., "TIDE: A General Toolbox for Identifying Object Detection Errors", ECCV 2020. As tidecv does,
 * and unlike COCO, this takes crowds out of matching: detections on them count neither way, but count among the errors that
 * are listed and repaired. Its AP is therefore not COCO's AP50 to the last digit.
 *
 * @param ap AP at this agreement by TIDE's own computation, 0 to 1
 * @param counts how many errors of each kind there are
 * @param gains AP after repair less AP, at least 0
 * @param falsePositives the gain if every wrong detection were the least sure of all
 * @param falseNegatives the gain if every object that was not found were not there
 */
public record TideAnalysis(
        double ap,
        Map<TideError, Integer> counts,
        Map<TideError, Double> gains,
        double falsePositives,
        double falseNegatives) {
    private static final double THRESHOLD = 0.5;
    private static final double BACKGROUND = 0.1;
    private static final int LIMIT = 100;

    /** Copies the maps. */
    public TideAnalysis {
        counts = Map.copyOf(counts);
        gains = Map.copyOf(gains);
    }

    /** Analyses at an agreement of 0.5, a background of 0.1 and the best 100 detections of each picture. */
    public static TideAnalysis of(Dataset truth, Detections found, IouType type) {
        List<TideImage> images = new ImageCells(truth, found, type, LIMIT, BACKGROUND)
                .map(cell -> new TideImage(cell, THRESHOLD, BACKGROUND));
        int categories = truth.categories().size();
        Map<TideError, Integer> counts = new EnumMap<>(TideError.class);
        Map<TideError, Double> gains = new EnumMap<>(TideError.class);
        double ap = asFound(images, categories);
        for (TideError kind : TideError.values()) {
            counts.put(kind, count(images, kind));
            gains.put(kind, Math.max(0, repaired(images, categories, kind) - ap));
        }
        return new TideAnalysis(
                ap,
                counts,
                gains,
                withoutFalsePositives(images, categories) - ap,
                withoutFalseNegatives(images, categories) - ap);
    }

    private static int count(List<TideImage> images, TideError kind) {
        int count = 0;
        for (TideImage image : images) {
            if (kind == TideError.MISSED) {
                count += image.missed.size();
            } else {
                for (TideImage.Judged one : image.detections) {
                    count += one.error().filter(error -> error == kind).isPresent() ? 1 : 0;
                }
            }
        }
        return count;
    }

    private static TideAp objects(List<TideImage> images, int categories) {
        TideAp ap = new TideAp(categories);
        for (TideImage image : images) {
            for (int category : image.objects) {
                ap.addObjects(category, 1);
            }
        }
        return ap;
    }

    private static double asFound(List<TideImage> images, int categories) {
        TideAp ap = objects(images, categories);
        for (TideImage image : images) {
            for (TideImage.Judged one : image.detections) {
                if (!one.ignored()) {
                    ap.add(one.category(), one.score(), one.right());
                }
            }
        }
        return ap.mean();
    }

    /** Errors come before what is right, as tidecv adds them: among equal scores that decides. */
    private static double repaired(List<TideImage> images, int categories, TideError kind) {
        TideAp ap = objects(images, categories);
        for (TideImage image : images) {
            for (TideImage.Judged one : image.detections) {
                if (one.error().isPresent()) {
                    if (one.error().get() != kind) {
                        addWrong(ap, one, one.score());
                    } else if (one.repaired() >= 0) {
                        ap.add(one.repaired(), one.score(), true);
                    }
                }
            }
            if (kind == TideError.MISSED) {
                for (int category : image.missed) {
                    ap.addObjects(category, -1);
                }
            }
        }
        addRight(ap, images, false);
        return ap.mean();
    }

    private static double withoutFalsePositives(List<TideImage> images, int categories) {
        TideAp ap = objects(images, categories);
        for (TideImage image : images) {
            for (TideImage.Judged one : image.detections) {
                addWrong(ap, one, 0);
            }
        }
        addRight(ap, images, true);
        return ap.mean();
    }

    private static double withoutFalseNegatives(List<TideImage> images, int categories) {
        TideAp ap = objects(images, categories);
        for (TideImage image : images) {
            for (TideImage.Judged one : image.detections) {
                addWrong(ap, one, one.score());
            }
            for (int category : image.unfound) {
                ap.addObjects(category, -1);
            }
        }
        addRight(ap, images, false);
        return ap.mean();
    }

    private static void addWrong(TideAp ap, TideImage.Judged one, double score) {
        if (!one.right() && !one.ignored()) {
            ap.add(one.category(), score, false);
        }
    }

    private static void addRight(TideAp ap, List<TideImage> images, boolean surest) {
        for (TideImage image : images) {
            for (TideImage.Judged one : image.detections) {
                if (one.right()) {
                    ap.add(one.category(), surest ? 1 : one.score(), true);
                }
            }
        }
    }
}
