package maskrcnn4j.dataset.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.dataset.Dataset;
import maskrcnn4j.dataset.InstanceTable;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.Rle;

/** Looks at the objects on one picture: masks, boxes, areas, doubles. */
final class ObjectCheck {
    /** Boxes may differ from masks by this many pixels on each side, and by this share of the box. */
    private static final double BOX_PIXELS = 1.5;

    private static final double BOX_SHARE = 0.01;
    private static final double ELSEWHERE = 0.5;
    private static final double AREA_SHARE = 0.02;
    private static final double AREA_PIXELS = 2;

    private final Dataset dataset;
    private final EntryNames names;
    private final boolean stated;

    /** @param stated whether the format states box and area itself, so that they can be wrong or missing */
    ObjectCheck(Dataset dataset, EntryNames names, boolean stated) {
        this.dataset = dataset;
        this.names = names;
        this.stated = stated;
    }

    /**
     * Looks at the objects of a picture.
     *
     * @param fixes takes what a repair would do, by the object's place in the data set
     */
    List<Finding> check(int sample, int height, int width, Map<Integer, ObjectFix> fixes) {
        List<Finding> findings = new ArrayList<>();
        Map<Rle, Integer> seen = new HashMap<>();
        for (int number = 0; number < dataset.instanceCount(sample); number++) {
            int instance = dataset.instanceOf(sample, number);
            new One(sample, number, instance, findings).check(height, width, seen, fixes);
        }
        return findings;
    }

    private final class One {
        private final int sample;
        private final int number;
        private final int instance;
        private final List<Finding> findings;
        private final InstanceTable table = dataset.instances();

        One(int sample, int number, int instance, List<Finding> findings) {
            this.sample = sample;
            this.number = number;
            this.instance = instance;
            this.findings = findings;
        }

        private void add(FindingKind kind, String fault, String remedy) {
            findings.add(new Finding(kind, dataset.name(), names.object(sample, number), fault, remedy));
        }

        void check(int height, int width, Map<Rle, Integer> seen, Map<Integer, ObjectFix> fixes) {
            MaskProbe probe = MaskProbe.of(table.mask(instance), height, width);
            probe.faults().forEach(fault -> add(fault.kind(), fault.text(), fault.remedy()));
            if (probe.pixels().isEmpty()) {
                fixes.put(instance, new ObjectFix.Drop(probe.faults().get(0).text()));
                return;
            }
            Rle pixels = probe.pixels().get();
            if (isDouble(pixels, seen)) {
                fixes.put(instance, new ObjectFix.Drop("repeats another object"));
                return;
            }
            boolean box = stated && !boxIsGood(probe, pixels);
            boolean area = stated && !areaIsGood(probe, pixels);
            boolean rings = probe.faults().stream().anyMatch(fault -> fault.kind() == FindingKind.POLYGON_BROKEN);
            if (box || area || rings) {
                fixes.put(instance, new ObjectFix.Mend(box, area, rings ? probe.goodRings() : List.of(), pixels));
            }
        }

        /** Doubles of one category are dropped by a repair; one mask under two names is only told. */
        private boolean isDouble(Rle pixels, Map<Rle, Integer> seen) {
            if (table.crowd(instance)) {
                return false;
            }
            Integer before = seen.putIfAbsent(pixels, number);
            if (before == null) {
                return false;
            }
            int other = table.category(dataset.instanceOf(sample, before));
            boolean sameCategory = other == table.category(instance);
            add(
                    FindingKind.MASK_REPEATED,
                    "has the very mask of " + names.object(sample, before)
                            + (sameCategory
                                    ? ""
                                    : ", as "
                                            + dataset.categories()
                                                    .get(table.category(instance))
                                                    .name() + " and "
                                            + dataset.categories().get(other).name()),
                    sameCategory ? "remove one of them" : "decide which it is");
            return sameCategory;
        }

        private boolean boxIsGood(MaskProbe probe, Rle pixels) {
            if (!table.hasBox(instance)) {
                add(FindingKind.BOX_MISSING, "has no box", "it is taken from the mask");
                return false;
            }
            Box tight = pixels.boundingBox();
            Box outline = extent(probe).orElse(tight);
            double x = table.x(instance);
            double y = table.y(instance);
            Box box = Box.ofXywh(x, y, table.width(instance), table.height(instance));
            if (near(box, tight) || near(box, outline)) {
                return degenerate(box);
            }
            Box corners = new Box(x, y, table.width(instance), table.height(instance));
            if (near(corners, tight) || near(corners, outline)) {
                add(
                        FindingKind.BOX_CORNERS,
                        "has the box " + text(box) + ", which are the corners of its mask",
                        "write x, y, width, height: " + text(tight));
            } else if (degenerate(box)) {
                double overlap = box.iou(tight);
                add(
                        overlap < ELSEWHERE ? FindingKind.BOX_ELSEWHERE : FindingKind.BOX_DIFFERS,
                        String.format(
                                Locale.ROOT,
                                "has the box %s, but its mask lies in %s (IoU %.2f)",
                                text(box),
                                text(tight),
                                overlap),
                        "take the box of the mask, or mend the mask");
            }
            return false;
        }

        private boolean degenerate(Box box) {
            if (box.width() > 0 && box.height() > 0) {
                return true;
            }
            add(
                    FindingKind.BOX_DEGENERATE,
                    "has the box " + text(box) + "; width and height must be above 0",
                    "take the box of the mask");
            return false;
        }

        private boolean areaIsGood(MaskProbe probe, Rle pixels) {
            if (!table.hasArea(instance)) {
                add(FindingKind.AREA_MISSING, "states no area, which COCO's scorer needs", "it is taken from the mask");
                return false;
            }
            if (table.crowd(instance)) {
                // COCO's own crowds state areas that are those of no mask in the file.
                return true;
            }
            double area = table.area(instance);
            double outline = probe.outlineArea();
            if (near(area, pixels.area()) || outline > 0 && near(area, outline)) {
                return true;
            }
            double ofBox = table.width(instance) * table.height(instance);
            String guess = near(area, ofBox) ? ", which is that of its box" : "";
            add(
                    FindingKind.AREA_DIFFERS,
                    "states the area " + number(area) + guess + "; its mask has " + pixels.area() + " pixels",
                    "write the area of the mask");
            return false;
        }
    }

    private static Optional<Box> extent(MaskProbe probe) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (double[] ring : probe.goodRings()) {
            for (int i = 0; i < ring.length; i += 2) {
                left = Math.min(left, ring[i]);
                right = Math.max(right, ring[i]);
                top = Math.min(top, ring[i + 1]);
                bottom = Math.max(bottom, ring[i + 1]);
            }
        }
        return left > right ? Optional.empty() : Optional.of(new Box(left, top, right, bottom));
    }

    private static boolean near(Box a, Box b) {
        double x = BOX_PIXELS + BOX_SHARE * b.width();
        double y = BOX_PIXELS + BOX_SHARE * b.height();
        return Math.abs(a.x1() - b.x1()) <= x
                && Math.abs(a.x2() - b.x2()) <= x
                && Math.abs(a.y1() - b.y1()) <= y
                && Math.abs(a.y2() - b.y2()) <= y;
    }

    private static boolean near(double stated, double right) {
        return Math.abs(stated - right) <= AREA_PIXELS + AREA_SHARE * right;
    }

    private static String text(Box box) {
        return "[" + number(box.x1()) + ", " + number(box.y1()) + ", " + number(box.width()) + ", "
                + number(box.height()) + "]";
    }

    /** Six digits, without zeros that say nothing. */
    private static String number(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 ? "0" : Double.toString(value);
        }
        return new BigDecimal(value)
                .round(new MathContext(6))
                .stripTrailingZeros()
                .toPlainString();
    }
}
