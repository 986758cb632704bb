package maskrcnn4j.model.roi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import maskrcnn4j.model.box.Boxes;
import maskrcnn4j.model.box.NormalizedBoxes;
import maskrcnn4j.model.image.ResizedImage;
import maskrcnn4j.model.stage.SamplingGrid;
import maskrcnn4j.spec.FrameRule;
import maskrcnn4j.tensor.Loops;
import maskrcnn4j.tensor.Tensor;

/** {@link CropAndResize} of boxes in units of the network input, from the levels P2 to P5. */
public final class NormalizedRoiAlign implements BoxFeatures {
    /** Boxes that one thread takes at a time. */
    private static final int CHUNK = 32;

    private static final int FINEST = 2;

    private final int size;
    private final FrameRule frames;

    /**
     * Makes the part.
     *
     * @param size bins along each side
     * @param frames by which the size of the network input is known
     */
    public NormalizedRoiAlign(int size, FrameRule frames) {
        this.size = size;
        this.frames = frames;
    }

    @Override
    public Tensor align(FeatureRows features, List<Boxes> boxes, List<ResizedImage> images) {
        FrameRule.Frame frame = images.get(0).frame(frames);
        float[] corners = NormalizedBoxes.of(Boxes.concatenate(boxes));
        int count = corners.length / 4;
        int[] imageOf = new int[count];
        int at = 0;
        for (int image = 0; image < boxes.size(); image++) {
            for (int i = 0; i < boxes.get(image).size(); i++) {
                imageOf[at++] = image;
            }
        }
        SparseRows[] chunks = new SparseRows[(count + CHUNK - 1) / CHUNK];
        Loops.parallel(chunks.length, chunk -> {
            int to = Math.min(count, CHUNK * (chunk + 1));
            SparseRows rows = new SparseRows((to - CHUNK * chunk) * size * size);
            for (int box = CHUNK * chunk; box < to; box++) {
                int level = CropAndResize.level(corners, 4 * box, frame.height(), frame.width());
                FeatureRows.Level map = features.levels().get(level - FINEST);
                int first = map.first() + imageOf[box] * map.height() * map.width();
                CropAndResize.addBins(rows, corners, 4 * box, size, first, map.height(), map.width());
            }
            chunks[chunk] = rows;
        });
        return SparseRows.weightedSum(Stream.of(chunks).toList(), features.rows())
                .reshape(count, size, size, features.rows().size(1))
                .permute(0, 3, 1, 2);
    }

    @Override
    public List<SamplingGrid> grids(FeatureRows features, List<Boxes> boxes, List<ResizedImage> images) {
        FrameRule.Frame frame = images.get(0).frame(frames);
        float[] corners = NormalizedBoxes.of(Boxes.concatenate(boxes));
        List<SamplingGrid> grids = new ArrayList<>();
        for (int at = 0; at < corners.length; at += 4) {
            grids.add(new SamplingGrid(
                    CropAndResize.level(corners, at, frame.height(), frame.width()),
                    size,
                    samples(corners[at + 1], corners[at + 3], frame.width()),
                    samples(corners[at], corners[at + 2], frame.height())));
        }
        return grids;
    }

    /** One sample a bin, the outer ones on the edges of the box. */
    private float[] samples(float from, float to, int pixels) {
        float[] places = new float[size];
        for (int i = 0; i < size; i++) {
            float part = size > 1 ? (float) i / (size - 1) : 0.5f;
            places[i] = (from + part * (to - from)) * (pixels - 1);
        }
        return places;
    }
}
