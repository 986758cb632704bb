package maskrcnn4j.dataset.coco;

/**
 * Correctly rounded doubles from decimal digits. One unit in the last place can move an area across 32 x 32 or a score
 * across a tie, so nothing here is approximate.
 */
final class Decimal {
    /** Digits that a mantissa may have: 10^18 is below 2^63. */
    static final int MAX_DIGITS = 18;

    /** Powers of ten up to this one are exact doubles, and the same powers of five are below 2^52. */
    private static final int EXACT_POWER = 22;

    private static final long EXACT_MANTISSA = 1L << 53;
    private static final int STEP_BITS = 11;

    private static final double[] TEN = new double[EXACT_POWER + 1];
    private static final long[] FIVE = new long[EXACT_POWER + 1];

    static {
        TEN[0] = 1;
        FIVE[0] = 1;
        for (int i = 1; i <= EXACT_POWER; i++) {
            TEN[i] = TEN[i - 1] * 10;
            FIVE[i] = FIVE[i - 1] * 5;
        }
    }

    private Decimal() {}

    /** Whether {@link #value} answers for this many places after the point. */
    static boolean covers(long mantissa, int places) {
        return places >= 0 ? places <= EXACT_POWER : places >= -EXACT_POWER && mantissa <= EXACT_MANTISSA;
    }

    /**
     * The double nearest to mantissa / 10^places, ties to even. A mantissa and a power of ten that are exact doubles are
     * divided once (Clinger's fast path); a longer mantissa is divided in integers.
     */
    static double value(long mantissa, int places) {
        if (mantissa <= EXACT_MANTISSA) {
            return places >= 0 ? mantissa / TEN[places] : mantissa * TEN[-places];
        }
        return longDivision(mantissa, places);
    }

    /** Divides by 5^places to at least 55 bits, the last of them standing for all that is left, and rounds once. */
    private static double longDivision(long mantissa, int places) {
        long divisor = FIVE[places];
        long quotient = mantissa / divisor;
        long rest = mantissa - quotient * divisor;
        int shift = 0;
        int zeros = Long.numberOfLeadingZeros(quotient);
        while (zeros > 9) {
            int step = Math.min(STEP_BITS, zeros - 1);
            long digits = (rest << step) / divisor;
            rest = (rest << step) - digits * divisor;
            quotient = quotient << step | digits;
            shift += step;
            zeros = Long.numberOfLeadingZeros(quotient);
        }
        if (rest != 0) {
            quotient |= 1;
        }
        return Math.scalb((double) quotient, -shift - places);
    }
}
