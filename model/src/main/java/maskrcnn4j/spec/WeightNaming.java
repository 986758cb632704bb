package maskrcnn4j.spec;

import java.util.Optional;

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
        DIAGONAL
    }
}
