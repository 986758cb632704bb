package maskrcnn4j.model.target;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import maskrcnn4j.mask.Box;
import maskrcnn4j.mask.MaskResizer;
import maskrcnn4j.mask.MiniMasks;
import maskrcnn4j.mask.Rle;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NormalizedBoxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.spec.FrameRule;
import maskrcnn4j.spec.FramedTraining;

/**
 * Matterport's way: masks are resized by SciPy's rule and laid into the frame, boxes are drawn tightly around what is left, and
 * objects of which nothing is left are dropped. Of an object without a mask the box is rounded outwards.
 */
public final class FramedTruths implements TruthPlacement {
    private final FramedTraining spec;
    private final FrameRule frames;

    /** Makes a placement. */
    public FramedTruths(FramedTraining spec, FrameRule frames) {
        this.spec = spec;
        this.frames = frames;
    }

    /**
     * An object in the frame.
     *
     * @param box y1, x1, y2, x2, whole pixels
     */
    private record Placed(int label, float[] box, Optional<TargetMask> mask) {}

    @Override
    public PictureTargets place(TrainingPicture picture, ResizedImage size, RandomGenerator random) {
        List<Placed> objects = place(picture.objects(), size);
        List<Placed> learned = new ArrayList<>(objects);
        while (learned.size() > spec.objects()) {
            learned.remove(random.nextInt(learned.size()));
        }
        List<Placed> crowds = place(picture.crowds(), size);
        return new PictureTargets(
                NormalizedBoxes.toBoxes(pixels(objects)),
                NormalizedBoxes.toBoxes(pixels(crowds)),
                units(learned, size),
                learned.stream().mapToInt(Placed::label).toArray(),
                learned.stream().map(Placed::mask).toList(),
                units(crowds, size));
    }

    private List<Placed> place(List<TargetObject> objects, ResizedImage size) {
        FrameRule.Frame frame = size.frame(frames);
        List<Placed> placed = new ArrayList<>();
        for (TargetObject object : objects) {
            if (object.mask().isEmpty()) {
                Box box = outwards(object.box().scale(size.scaleX(), size.scaleY()), frame);
                if (!box.isEmpty()) {
                    placed.add(new Placed(object.label(), corners(box), Optional.empty()));
                }
                continue;
            }
            Rle mask = MaskResizer.resize(
                            ResizedTruths.pixels(object.mask().get(), size),
                            size.height(),
                            size.width(),
                            MaskResizer.Nearest.CORNERS)
                    .crop(-frame.left(), -frame.top(), frame.width(), frame.height());
            if (!mask.isEmpty()) {
                float[] box = corners(mask.boundingBox());
                placed.add(new Placed(object.label(), box, Optional.of(cut(mask, box))));
            }
        }
        return placed;
    }

    private static Box outwards(Box box, FrameRule.Frame frame) {
        return new Box(
                        Math.floor(box.x1()) + frame.left(),
                        Math.floor(box.y1()) + frame.top(),
                        Math.ceil(box.x2()) + frame.left(),
                        Math.ceil(box.y2()) + frame.top())
                .clip(frame.height(), frame.width());
    }

    private static float[] corners(Box box) {
        return new float[] {(float) box.y1(), (float) box.x1(), (float) box.y2(), (float) box.x2()};
    }

    private TargetMask cut(Rle mask, float[] box) {
        if (spec.miniMask().isEmpty()) {
            return new TargetMask.Cut(mask, new float[] {0, 0, 1, 1});
        }
        Rle mini = MiniMasks.minimize(
                mask,
                (int) box[0],
                (int) box[1],
                (int) box[2],
                (int) box[3],
                spec.miniMask().get(0),
                spec.miniMask().get(1));
        return new TargetMask.Cut(mini, NormalizedBoxes.normalize(box, mask.height(), mask.width()));
    }

    private static float[] pixels(List<Placed> objects) {
        float[] pixels = new float[4 * objects.size()];
        for (int i = 0; i < objects.size(); i++) {
            System.arraycopy(objects.get(i).box(), 0, pixels, 4 * i, 4);
        }
        return pixels;
    }

    private Boxes units(List<Placed> objects, ResizedImage size) {
        FrameRule.Frame frame = size.frame(frames);
        return NormalizedBoxes.toBoxes(NormalizedBoxes.normalize(pixels(objects), frame.height(), frame.width()));
    }
}
