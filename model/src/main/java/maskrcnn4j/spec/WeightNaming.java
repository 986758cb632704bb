package maskrcnn4j.spec;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How the tensors of a family of weight files are named. */
public interface WeightNaming {
    /**
     * What a tensor of such a file is here.
     *
     * @param theirs its name in the file
     * @return empty for a tensor that is none of ours
     */
    Optional<Renamed> rename(String theirs);

    /**
     * What a tensor of ours is called in such a file; where they have had several names for it, the newest.
     *
     * @param ours our name
     * @return empty where their files have no such tensor, or hold it in another layout
     */
    default Optional<String> foreign(String ours) {
        return Optional.empty();
    }

    /** Whether a tensor of such a file carries nothing that a model needs: counters, constants that the spec knows. */
    default boolean ignores(String theirs) {
        return false;
    }

    /** Layers of such models that users exclude by habit although no tensor of the file belongs to them. */
    default Set<String> layersWithoutWeights() {
        return Set.of();
    }

    /**
     * What users of such files call a group of layers.
     *
     * @param word what a user said
     * @return the patterns that it stands for; the word itself where it is no group
     */
    default List<String> group(String word) {
        return List.of(word);
    }

    /**
     * A tensor by our name.
     *
     * @param name our name
     * @param layout what has to be done to its numbers
     */
    record Renamed(String name, Layout layout) {}

    /** What has to be done to a tensor's numbers. */
    enum Layout {
        /** Nothing. */
        SAME,
        /** {@code [K, K, h, w]} that is zero wherever the first two indices differ becomes {@code [K, 1, h, w]}. */
        DIAGONAL,
        /** {@code [kh, kw, in, out]} becomes {@code [out, in, kh, kw]}, of transposed convolutions too. */
        CHANNELS_LAST,
        /** {@code [in, out]} becomes {@code [out, in]}. */
        TRANSPOSED,
        /** The first row, that of the background, becomes the last. */
        BACKGROUND_TO_END,
        /** The first row, that of the background, is left out. */
        WITHOUT_BACKGROUND,
        /** The first four rows, the background's box, are left out. */
        WITHOUT_BACKGROUND_BOX
    }
}
