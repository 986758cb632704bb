package maskrcnn4j.metrics.coco;

import maskrcnn4j.dataset.InstanceTable;

/** COCO's: crowds are ignored. In pycocotools a match with an object of id 0 is stored as 0, which means none. */
final class CocoMatchRules implements MatchRules {
    private final boolean corrected;

    CocoMatchRules(Rules rules) {
        corrected = rules == Rules.CORRECTED;
    }

    @Override
    public boolean ignores(InstanceTable truths, int truth) {
        return truths.crowd(truth) || corrected && truths.ignored(truth);
    }

    @Override
    public boolean crowd(InstanceTable truths, int truth) {
        return truths.crowd(truth);
    }

    @Override
    public boolean loses(InstanceTable truths, int truth) {
        return !corrected && truths.id(truth) == 0;
    }

    @Override
    public boolean unmatchedIgnored(int sample, int category) {
        return false;
    }
}
