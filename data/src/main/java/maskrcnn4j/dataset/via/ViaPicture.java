package maskrcnn4j.dataset.via;

import java.util.List;

/**
 * What a VIA file says of one picture.
 *
 * @param place where it stands in the file
 * @param fileName the name of its file
 * @param regions what was drawn on it
 */
record ViaPicture(String place, String fileName, List<ViaRegion> regions) {}
