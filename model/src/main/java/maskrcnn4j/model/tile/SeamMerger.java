package maskrcnn4j.model.tile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;

/**
 * Tells which pieces, found on overlapping tiles, are one object.
 *
 * <ol>
 *   <li>A piece that its tile cuts off is dropped where another tile shows all of it and something was found there, of
 *       whatever class, that covers half of it: that tile sees more.
 *   <li>Two pieces of one class on two tiles are the same object when, within the part that both tiles show, their masks
 *       share at least half of the smaller one's pixels. A piece has at most one partner on each tile, the one it agrees
 *       with most.
 *   <li>Of pieces that are the same object, the surest that no tile cuts off stands for all; if every one is cut off, they
 *       are joined.
 * </ol>
 */
public final class SeamMerger {
    private static final double SAME = 0.5;

    private final TileGrid grid;
    private final boolean agnostic;

    /**
     * A merger.
     *
     * @param agnostic whether pieces of different classes may be the same object
     */
    public SeamMerger(TileGrid grid, boolean agnostic) {
        this.grid = grid;
        this.agnostic = agnostic;
    }

    /** A pair of pieces that may be one object, and how well they agree. */
    private record Pair(int first, int second, double agreement) {}

    /**
     * Groups pieces into objects.
     *
     * @return for each object the places of the pieces that make it: a single one, or several that are to be joined, the
     *     surest first
     */
    public List<List<Integer>> merge(List<Piece> pieces) {
        List<List<Integer>> all = byTile(pieces);
        List<List<Integer>> byTile = all.stream()
                .map(places -> places.stream()
                        .filter(place -> !isBetterSeen(pieces, place, all))
                        .toList())
                .toList();
        int[] group = IntStream.range(0, pieces.size()).toArray();
        for (int a = 0; a < byTile.size(); a++) {
            for (int b = a + 1; b < byTile.size(); b++) {
                Box zone =
                        grid.tiles().get(a).box().intersect(grid.tiles().get(b).box());
                if (!zone.isEmpty()) {
                    for (Pair pair : partners(pieces, byTile.get(a), byTile.get(b), zone)) {
                        group[root(group, pair.first)] = root(group, pair.second);
                    }
                }
            }
        }
        Map<Integer, List<Integer>> objects = new LinkedHashMap<>();
        for (List<Integer> places : byTile) {
            for (int place : places) {
                objects.computeIfAbsent(root(group, place), any -> new ArrayList<>())
                        .add(place);
            }
        }
        return objects.values().stream()
                .map(members -> standing(pieces, members))
                .sorted(Comparator.comparingDouble(
                        members -> -pieces.get(members.get(0)).score()))
                .toList();
    }

    private List<List<Integer>> byTile(List<Piece> pieces) {
        List<List<Integer>> byTile = new ArrayList<>();
        grid.tiles().forEach(tile -> byTile.add(new ArrayList<>()));
        for (int i = 0; i < pieces.size(); i++) {
            byTile.get(pieces.get(i).tile()).add(i);
        }
        return byTile;
    }

    private boolean isBetterSeen(List<Piece> pieces, int place, List<List<Integer>> byTile) {
        Piece piece = pieces.get(place);
        if (!grid.cuts(grid.tiles().get(piece.tile()), piece.box())) {
            return false;
        }
        for (int t = 0; t < byTile.size(); t++) {
            if (t != piece.tile() && grid.holds(grid.tiles().get(t), piece.box())) {
                for (int other : byTile.get(t)) {
                    if (!pieces.get(other).box().intersect(piece.box()).isEmpty()
                            && pieces.get(other).mask().intersectionArea(piece.mask())
                                    >= SAME * piece.mask().area()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static int root(int[] group, int place) {
        int at = place;
        while (group[at] != at) {
            group[at] = group[group[at]];
            at = group[at];
        }
        return at;
    }

    private List<Pair> partners(List<Piece> pieces, List<Integer> firsts, List<Integer> seconds, Box zone) {
        List<Pair> candidates = new ArrayList<>();
        for (int a : firsts) {
            for (int b : seconds) {
                double agreement = agreement(pieces.get(a), pieces.get(b), zone);
                if (agreement > 0) {
                    candidates.add(new Pair(a, b, agreement));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(pair -> -pair.agreement));
        List<Pair> partners = new ArrayList<>();
        for (Pair pair : candidates) {
            if (partners.stream().noneMatch(taken -> taken.first == pair.first || taken.second == pair.second)) {
                partners.add(pair);
            }
        }
        return partners;
    }

    /** Intersection over union within the zone, or 0 if they share less than half of the smaller one's pixels there. */
    private double agreement(Piece a, Piece b, Box zone) {
        Box near = a.box().intersect(b.box()).intersect(zone);
        if (near.isEmpty() || !agnostic && a.category() != b.category()) {
            return 0;
        }
        int shared = a.mask().intersectionArea(b.mask());
        if (shared == 0) {
            return 0;
        }
        int areaOfA = areaWithin(a.mask(), zone);
        int areaOfB = areaWithin(b.mask(), zone);
        return shared < SAME * Math.min(areaOfA, areaOfB) ? 0 : (double) shared / (areaOfA + areaOfB - shared);
    }

    private static int areaWithin(Rle mask, Box zone) {
        int[] area = {0};
        mask.forEachRun((x, y1, y2) -> {
            if (x >= zone.x1() && x < zone.x2()) {
                area[0] += Math.max(0, (int) Math.min(y2, zone.y2()) - (int) Math.max(y1, zone.y1()));
            }
        });
        return area[0];
    }

    private List<Integer> standing(List<Piece> pieces, List<Integer> members) {
        List<Integer> bySureness = members.stream()
                .sorted(Comparator.comparingDouble(
                        (Integer place) -> -pieces.get(place).score()))
                .toList();
        for (int place : bySureness) {
            Piece piece = pieces.get(place);
            if (!grid.cuts(grid.tiles().get(piece.tile()), piece.box())) {
                return List.of(place);
            }
        }
        return bySureness;
    }
}
