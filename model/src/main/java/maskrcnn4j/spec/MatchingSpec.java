package maskrcnn4j.spec;

/**
 * When a candidate box stands for a true one.
 *
 * @param foregroundIou an IoU of at least this is foreground
 * @param backgroundIou an IoU below this is background; what lies between is ignored
 * @param lowQualityMatches whether the candidates that overlap a true box most are foreground at any IoU
 */
public record MatchingSpec(double foregroundIou, double backgroundIou, boolean lowQualityMatches) {
    /** Checks the numbers. */
    public MatchingSpec {
        if (!(backgroundIou >= 0 && backgroundIou <= foregroundIou && foregroundIou <= 1)) {
            throw new IllegalArgumentException("matching: backgroundIou " + backgroundIou + " and foregroundIou "
                    + foregroundIou + " must be between 0 and 1, the first not above the second");
        }
    }
}
