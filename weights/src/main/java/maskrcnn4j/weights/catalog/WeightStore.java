package maskrcnn4j.weights.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import maskrcnn4j.weights.WeightException;

/** Finds weights by path or by catalogue name, and fetches what is not there yet. */
public final class WeightStore {
    private final Catalog catalog;
    private final WeightCache cache;
    private final Downloader downloader;

    public WeightStore(Catalog catalog, WeightCache cache, Downloader downloader) {
        this.catalog = catalog;
        this.cache = cache;
        this.downloader = downloader;
    }

    /** The standard catalogue over this user's cache. */
    public static WeightStore standard() {
        return new WeightStore(Catalog.standard(), WeightCache.standard(), new Downloader(Downloader.Settings.DEFAULT));
    }

    public Catalog catalog() {
        return catalog;
    }

    public WeightCache cache() {
        return cache;
    }

    /**
     * Fetches an entry's files into the cache; those that are there are checked against their digests first.
     *
     * @return what is opened as the entry's weights: its file, or the folder of its files
     * @throws WeightException if a file cannot be had
     * @throws IOException if the cache cannot be written
     */
    public Path pull(CatalogEntry entry, DownloadListener listener) throws IOException {
        for (CatalogFile file : entry.files()) {
            if (file.bundled()) {
                BundledFile.unpack(file, cache.path(entry, file));
            } else {
                downloader.fetch(file, cache.path(entry, file), listener);
            }
        }
        return cache.path(entry);
    }

    /**
     * Finds weights: a file or folder of that path, else the catalogue entry of that name, fetched if it is not in the
     * cache.
     *
     * @throws WeightException if there is neither, or the entry cannot be fetched
     * @throws IOException if the cache cannot be written
     */
    public Path find(String pathOrName, DownloadListener listener) throws IOException {
        if (Files.exists(Path.of(pathOrName))) {
            return Path.of(pathOrName);
        }
        Optional<CatalogEntry> entry = catalog.find(pathOrName);
        if (entry.isEmpty()) {
            throw new WeightException(pathOrName + ": no such file, folder or catalogue name; the catalogue has "
                    + catalog.entries().stream().map(CatalogEntry::name).collect(Collectors.joining(", ")));
        }
        // A later version may come with other numbers in a file of the same size: bundled ones are always checked.
        boolean kept = cache.has(entry.get()) && entry.get().files().stream().noneMatch(CatalogFile::bundled);
        return kept ? cache.path(entry.get()) : pull(entry.get(), listener);
    }
}
