package maskrcnn4j.dataset.idpng;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import maskrcnn4j.dataset.io.PictureFiles;

/**
 * Which mask belongs to which picture.
 *
 * @param pairs pictures with their masks, in the order of the pictures' names
 * @param lonely pictures and masks whose other half is missing
 */
record MaskPairs(List<Pair> pairs, List<Path> lonely) {
    private static final List<String[]> FOLDERS = List.of(
            new String[] {"PNGImages", "PedMasks"},
            new String[] {"images", "masks"},
            new String[] {"Images", "Masks"},
            new String[] {"image", "mask"});
    private static final List<String> ENDINGS = List.of("_mask", "_masks", "-mask", "");

    /**
     * A picture and its mask.
     *
     * @param picture the picture
     * @param mask the picture of instance numbers
     */
    record Pair(Path picture, Path mask) {}

    /** The pairs of a folder; empty if it is not laid out like this. */
    static Optional<MaskPairs> of(Path folder) throws IOException {
        for (String[] names : FOLDERS) {
            Path pictures = folder.resolve(names[0]);
            Path masks = folder.resolve(names[1]);
            if (Files.isDirectory(pictures) && Files.isDirectory(masks)) {
                MaskPairs pairs = match(PictureFiles.byStem(pictures), PictureFiles.byStem(masks), true);
                return pairs.pairs.isEmpty() ? Optional.empty() : Optional.of(pairs);
            }
        }
        Map<String, Path> all = PictureFiles.byStem(folder);
        MaskPairs pairs = match(all, all, false);
        return pairs.pairs.isEmpty() ? Optional.empty() : Optional.of(pairs);
    }

    private static MaskPairs match(Map<String, Path> pictures, Map<String, Path> masks, boolean apart) {
        List<Pair> pairs = new ArrayList<>();
        Map<String, Path> lonely = new TreeMap<>(masks);
        lonely.putAll(pictures);
        for (Map.Entry<String, Path> picture : pictures.entrySet()) {
            for (String ending : ENDINGS) {
                Path mask = masks.get(picture.getKey() + ending);
                if (mask != null && (apart || !ending.isEmpty())) {
                    pairs.add(new Pair(picture.getValue(), mask));
                    lonely.remove(picture.getKey());
                    lonely.remove(picture.getKey() + ending);
                    break;
                }
            }
        }
        return new MaskPairs(pairs, List.copyOf(lonely.values()));
    }
}
