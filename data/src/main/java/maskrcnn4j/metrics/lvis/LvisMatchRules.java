package maskrcnn4j.metrics.lvis;

import maskrcnn4j.dataset.FederatedLabels;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.metrics.coco.MatchRules;
import maskrcnn4j.metrics.coco.Rules;

/** LVIS knows no crowds, honours {@code ignore}, and forgives where a category was not marked exhaustively. */
final class LvisMatchRules implements MatchRules {
    private final FederatedLabels labels;
    private final boolean corrected;

    LvisMatchRules(FederatedLabels labels, Rules rules) {
        this.labels = labels;
        corrected = rules == Rules.CORRECTED;
    }

    @Override
    public boolean ignores(InstanceTable truths, int truth) {
        return truths.ignored(truth);
    }

    @Override
    public boolean crowd(InstanceTable truths, int truth) {
        return false;
    }

    @Override
    public boolean loses(InstanceTable truths, int truth) {
        return !corrected && truths.id(truth) == 0;
    }

    @Override
    public boolean unmatchedIgnored(int sample, int category) {
        return contains(labels.notExhaustive().get(sample), category);
    }

    static boolean contains(int[] categories, int category) {
        for (int one : categories) {
            if (one == category) {
                return true;
            }
        }
        return false;
    }
}
