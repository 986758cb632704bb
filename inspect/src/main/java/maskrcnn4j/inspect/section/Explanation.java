package maskrcnn4j.inspect.section;

import java.util.List;
import java.util.StringJoiner;
import maskrcnn4j.inspect.Inspection;
import maskrcnn4j.inspect.Removal;
import maskrcnn4j.model.Detection;
import maskrcnn4j.model.stage.Candidates;
import maskrcnn4j.model.stage.Fate;
import maskrcnn4j.model.stage.Stage;
import maskrcnn4j.text.Counted;

/** Why there are as many detections as there are, in words. */
public final class Explanation {
    private Explanation() {}

    /** Explains the outcome of a run. */
    public static String of(Inspection seen) {
        if (!seen.found().detections().isEmpty()) {
            return found(seen);
        }
        if (seen.proposals().size() == 0) {
            return "No detections: the first stage proposed nothing. " + last(seen, Stage.PROPOSALS);
        }
        return "No detections. " + scores(seen) + " " + last(seen, Stage.DETECTIONS) + last(seen, Stage.MASKS);
    }

    private static String found(Inspection seen) {
        List<Detection> all = seen.found().detections();
        Detection best = all.get(0);
        for (Detection one : all) {
            best = one.score() > best.score() ? one : best;
        }
        return Counted.of(all.size(), "detection") + " came out of "
                + Counted.of(
                        seen.rpn().stream().mapToLong(level -> level.size()).sum(), "anchor") + " and "
                + Counted.of(seen.proposals().size(), "proposal") + ". The surest is " + best.label()
                + " with a score of " + Words.score(best.score()) + "; the limit is " + Words.plain(limit(seen)) + "."
                + taken(seen);
    }

    /** How many scored enough, and what became of these. */
    private static String taken(Inspection seen) {
        Candidates all = seen.detections().candidates();
        StringJoiner parts = new StringJoiner(", ", ": ", ".").setEmptyValue(", and all of them were kept.");
        add(parts, all.count(Fate.SUPPRESSED), " overlapped a better one");
        add(parts, all.count(Fate.SMALL), " had too short a side");
        add(parts, all.count(Fate.SURPLUS), " came after enough better ones");
        return " " + Counted.of(all.size(), "pair") + " of proposal and class scored enough" + parts;
    }

    private static void add(StringJoiner parts, int count, String what) {
        if (count > 0) {
            parts.add(Counted.number(count) + what);
        }
    }

    /** What the scores say: the best one against the limit. */
    private static String scores(Inspection seen) {
        int proposals = seen.proposals().size();
        int best = -1;
        int finite = 0;
        for (int i = 0; i < proposals; i++) {
            if (Float.isFinite(seen.probability(i, seen.bestLabel(i)))) {
                finite++;
                best = best < 0 || score(seen, i) > score(seen, best) ? i : best;
            }
        }
        if (best < 0) {
            return "None of the " + Counted.number(proposals)
                    + " proposals has a score that is a number: a weight is damaged, or training has diverged.";
        }
        String all = finite < proposals ? " that have numbers" : "";
        String text = "The best of " + Counted.of(finite, "proposal") + all + " scored "
                + Words.score(score(seen, best)) + " (" + seen.className(seen.bestLabel(best)) + "); the limit is "
                + Words.plain(limit(seen));
        double background = seen.probability(best, 0);
        return text
                + (score(seen, best) > limit(seen)
                        ? "."
                        : ", so none passed. To the network that place is background with "
                                + Words.score(background)
                                + ". --set detections.scoreThreshold=" + Words.plain(lower(score(seen, best)))
                                + " would show it.");
    }

    /** A round number below a score. */
    private static double lower(double score) {
        double unit = Math.pow(10, Math.floor(Math.log10(Math.max(score, 1e-9))));
        double rounded = Math.floor(score / unit) * unit;
        return rounded < score ? rounded : 0.9 * rounded;
    }

    private static double score(Inspection seen, int proposal) {
        return seen.probability(proposal, seen.bestLabel(proposal));
    }

    private static double limit(Inspection seen) {
        return seen.checkpoint().spec().detections().scoreThreshold();
    }

    /** The filter that took the last one. */
    private static String last(Inspection seen, Stage stage) {
        for (Removal removal : seen.removals()) {
            if (removal.stage() == stage && removal.after() == 0 && removal.before() > 0) {
                return "The last " + Counted.number(removal.before()) + " of them went for this reason: "
                        + removal.reason() + ".";
            }
        }
        return "";
    }
}
