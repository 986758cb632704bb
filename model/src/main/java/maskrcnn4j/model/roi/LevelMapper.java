package maskrcnn4j.model.roi;

import java.util.List;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.spec.LevelRule;

/** Which feature map a box is cut from; see {@link LevelRule}. */
final class LevelMapper {
    private final LevelRule rule;
    private final float[] scales;
    private final int finest;

    /**
     * @param levels the maps there are, finest first
     * @param images the pictures of the batch
     */
    LevelMapper(LevelRule rule, List<FeatureRows.Level> levels, List<ResizedImage> images) {
        this.rule = rule;
        this.scales = new float[Math.min(rule.maps(), levels.size())];
        int height = images.stream().mapToInt(ResizedImage::height).max().orElse(1);
        for (int i = 0; i < scales.length; i++) {
            FeatureRows.Level level = levels.get(i);
            scales[i] = rule.scale() == LevelRule.MapScale.INFERRED
                    ? (float) Math.pow(2, Math.rint(log2((float) level.height() / height)))
                    : 1f / level.stride();
        }
        this.finest = -(int) log2(scales[0]);
    }

    /** What takes a coordinate of the network input to one of a map. */
    float scale(int map) {
        return scales[map];
    }

    /** The level of map 0: its pixels are 2 to this power pixels of the network input apart. */
    int finest() {
        return finest;
    }

    /** How many maps there are. */
    int maps() {
        return scales.length;
    }

    /** The number of the map for a box, 0 for the finest. */
    int map(Boxes boxes, int box) {
        float area = (boxes.x2(box) - boxes.x1(box)) * (boxes.y2(box) - boxes.y1(box));
        float quotient = (float) Math.sqrt(area) / (float) rule.canonicalSide() + (float) rule.epsilonInside();
        float level = rule.canonicalLevel() + log2(quotient) + (float) rule.epsilonOutside();
        return (int) Math.max(0, Math.min(Math.floor(level) - finest, scales.length - 1));
    }

    private static float log2(float value) {
        return (float) (Math.log(value) / Math.log(2));
    }
}
