package maskrcnn4j.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The outlines of a mask, along the edges of its pixels.
 *
 * <p>Pixels belong together when they share an edge (not only a corner). The outer outline of each connected part runs
 * clockwise as seen on the screen, the outlines of holes run the other way. Memory goes with the number of runs, not of
 * pixels.
 */
public final class Contours {
    private final List<Part> parts;

    private Contours(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * One connected part of a mask.
     *
     * @param outer its outer outline: x and y of each corner in turn, whole numbers; the last is joined to the first
     * @param holes the outlines of its holes
     */
    public record Part(double[] outer, List<double[]> holes) {}

    /** Follows the outlines of a mask. */
    public static Contours of(Rle mask) {
        CrackGraph graph = new CrackGraph(mask);
        int[] loop = graph.loops();
        int loops = graph.loopCount();
        int[] parent = graph.parents(loop);
        int[] first = firstEdges(loop, loops);
        List<List<double[]>> holes = new ArrayList<>();
        for (int i = 0; i < loops; i++) {
            holes.add(new ArrayList<>());
        }
        for (int i = 0; i < loops; i++) {
            if (parent[i] != i) {
                holes.get(parent[i]).add(graph.ring(first[i]));
            }
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < loops; i++) {
            if (parent[i] == i) {
                parts.add(new Part(graph.ring(first[i]), List.copyOf(holes.get(i))));
            }
        }
        return new Contours(List.copyOf(parts));
    }

    /** The connected parts, from the left, each column from above. */
    public List<Part> parts() {
        return parts;
    }

    /** One ring for each connected part, its holes joined to it by slits without width. */
    static List<double[]> slitRings(Rle mask) {
        CrackGraph graph = new CrackGraph(mask);
        int[] loop = graph.loops();
        int loops = graph.loopCount();
        int[] parent = graph.parents(loop);
        int[] first = firstEdges(loop, loops);
        graph.joinHoles(loop, parent);
        List<double[]> rings = new ArrayList<>();
        for (int i = 0; i < loops; i++) {
            if (parent[i] == i) {
                rings.add(graph.ring(first[i]));
            }
        }
        return rings;
    }

    private static int[] firstEdges(int[] loop, int loops) {
        int[] first = new int[loops];
        Arrays.fill(first, -1);
        for (int e = 0; e < loop.length; e++) {
            if (first[loop[e]] < 0) {
                first[loop[e]] = e;
            }
        }
        return first;
    }
}
