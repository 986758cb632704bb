package maskrcnn4j.weights.catalog;

import java.util.List;
import java.util.OptionalLong;

/**
 * Weights that are published under an address.
 *
 * @param name the name that users give
 * @param what what it is, in words
 * @param family whose conventions the weights follow: {@code mask2go}, {@code torchvision}, {@code detectron2},
 *     {@code matterport}
 * @param licence the licence of the weights, by its SPDX name where there is one
 * @param files the files that belong together
 */
public record CatalogEntry(String name, String what, String family, String licence, List<CatalogFile> files) {

    public CatalogEntry {
        checkName(name);
        files = List.copyOf(files);
        if (files.isEmpty()) {
            throw new IllegalArgumentException(name + ": no files");
        }
    }

    /** Size of all files in bytes, where known. */
    public OptionalLong size() {
        return files.stream().allMatch(file -> file.size().isPresent())
                ? OptionalLong.of(files.stream()
                        .mapToLong(file -> file.size().getAsLong())
                        .sum())
                : OptionalLong.empty();
    }

    /** Names become parts of paths. */
    static void checkName(String name) {
        if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException(name + ": a name has letters, digits, points, dashes and underscores");
        }
    }
}
