package maskrcnn4j.model.stage;

import java.util.List;

/**
 * The boxes that competed in a stage, and what became of each.
 *
 * @param sources where each came from: the number of its anchor, level after level, in {@link Stage#PROPOSALS}; the number of
 *     its proposal in {@link Stage#DETECTIONS}
 * @param labels the class that each stands for, 1 for the first after the background; 0 for an object of any class
 * @param scores of each, as the stage ranks them
 * @param decoded x1, y1, x2, y2 of each before it was clipped, in the units of the network's boxes
 * @param corners x1, y1, x2, y2 of each after it was clipped
 * @param fates of each
 * @param rivals which candidate suppressed each; -1 where none did
 */
public record Candidates(
        int[] sources, int[] labels, float[] scores, float[] decoded, float[] corners, Fate[] fates, int[] rivals) {
    /** Checks that there is one of everything for each. */
    public Candidates {
        int count = sources.length;
        if (labels.length != count
                || scores.length != count
                || decoded.length != 4 * count
                || corners.length != 4 * count
                || fates.length != count
                || rivals.length != count) {
            throw new IllegalArgumentException(count + " candidates with " + labels.length + " labels, " + scores.length
                    + " scores, " + decoded.length + " and " + corners.length + " coordinates, " + fates.length
                    + " fates and " + rivals.length + " rivals");
        }
    }

    /** How many competed. */
    public int size() {
        return sources.length;
    }

    /** How many met a fate. */
    public int count(Fate fate) {
        int count = 0;
        for (Fate one : fates) {
            count += one == fate ? 1 : 0;
        }
        return count;
    }

    /** Those of several lists in turn. */
    public static Candidates concatenate(List<Candidates> parts) {
        int count = parts.stream().mapToInt(Candidates::size).sum();
        Candidates all = new Candidates(
                new int[count],
                new int[count],
                new float[count],
                new float[4 * count],
                new float[4 * count],
                new Fate[count],
                new int[count]);
        int at = 0;
        for (Candidates part : parts) {
            int size = part.size();
            System.arraycopy(part.sources, 0, all.sources, at, size);
            System.arraycopy(part.labels, 0, all.labels, at, size);
            System.arraycopy(part.scores, 0, all.scores, at, size);
            System.arraycopy(part.decoded, 0, all.decoded, 4 * at, 4 * size);
            System.arraycopy(part.corners, 0, all.corners, 4 * at, 4 * size);
            System.arraycopy(part.fates, 0, all.fates, at, size);
            for (int i = 0; i < size; i++) {
                all.rivals[at + i] = part.rivals[i] < 0 ? -1 : at + part.rivals[i];
            }
            at += size;
        }
        return all;
    }
}
