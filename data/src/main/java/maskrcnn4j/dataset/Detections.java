package maskrcnn4j.dataset;

/**
 * What a model found on the pictures of a data set, in columns, in the order in which it was reported. Immutable and
 * shared by any number of threads. Samples and categories are those of the data set.
 */
public final class Detections {
    private final String name;
    private final Dataset truth;
    private final InstanceTable instances;
    private final double[] scores;
    private final boolean boxesOfMasks;

    /**
     * Puts detections together.
     *
     * @param name what messages call them: their file
     * @param truth the data set they belong to
     * @param instances the objects; each has a sample, a box and an area, and a category or -1
     * @param scores their confidences, at least as many
     * @param boxesOfMasks whether every box is exactly that of the mask
     */
    public Detections(String name, Dataset truth, InstanceTable instances, double[] scores, boolean boxesOfMasks) {
        this.name = name;
        this.truth = truth;
        this.instances = instances;
        this.scores = scores.clone();
        this.boxesOfMasks = boxesOfMasks;
    }

    /** Some of the detections, in the given order. */
    public Detections select(int[] places) {
        double[] chosen = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            chosen[i] = scores[places[i]];
        }
        return new Detections(name, truth, instances.select(places), chosen, boxesOfMasks);
    }

    /** What messages call them. */
    public String name() {
        return name;
    }

    /** The data set they belong to. */
    public Dataset truth() {
        return truth;
    }

    /** How many there are. */
    public int count() {
        return instances.count();
    }

    /** The objects in columns; their ids are their places from 1. */
    public InstanceTable instances() {
        return instances;
    }

    /** The confidence of a detection: any number, usually from 0 to 1. */
    public double score(int detection) {
        return scores[detection];
    }

    /** Whether every box is exactly that of the mask, so that masks need not be unpacked to know that they are apart. */
    public boolean boxesOfMasks() {
        return boxesOfMasks;
    }
}
