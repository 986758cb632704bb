package maskrcnn4j.weights.catalog;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import maskrcnn4j.weights.FileHead;
import maskrcnn4j.weights.WeightException;

/**
 * Fetches published files over HTTP: a transfer that breaks off is continued, also by a later run; the result is checked
 * for size and digest and appears under its name only when it is right. Java's proxy settings apply
 * ({@code -Dhttps.proxyHost}, {@code -Dhttps.proxyPort}, {@code -Dhttp.nonProxyHosts}, ...).
 */
public final class Downloader {
    private final Settings settings;

    /**
     * How patient a download is.
     *
     * @param attempts attempts in a row that may fail without bringing the file further
     * @param pause wait before the second attempt; it doubles from one to the next
     * @param patience how long an answer, and then each piece of the file, may take
     */
    public record Settings(int attempts, Duration pause, Duration patience) {
        /** Attempts in all, however far each of them comes. */
        private static final int MAX_ATTEMPTS = 50;

        /** Five attempts in a row, pauses from one second on, patience of 30 seconds. */
        public static final Settings DEFAULT = new Settings(5, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    public Downloader(Settings settings) {
        this.settings = settings;
    }

    private HttpClient client() {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(settings.patience());
        Optional.ofNullable(ProxySelector.getDefault()).ifPresent(builder::proxy);
        return builder.build();
    }

    /**
     * Fetches a file, unless it is there already: of the right size and digest, as far as they are known. Of several
     * threads and processes that want the same file, one fetches it and the others wait.
     *
     * @param file what to fetch
     * @param target where to put it; missing folders are made
     * @throws WeightException if it cannot be had; the message has the address, what happened and what can be done
     * @throws IOException if the disk cannot be written
     */
    public void fetch(CatalogFile file, Path target, DownloadListener listener) throws IOException {
        if (Files.exists(target) && fault(file, target).isEmpty()) {
            return;
        }
        Files.createDirectories(target.toAbsolutePath().getParent());
        try (DownloadLock lock = DownloadLock.acquire(target, () -> listener.waits(file))) {
            if (!Files.exists(target) || fault(file, target).isPresent()) {
                transfer(file, target, listener);
            }
            lock.removeFile();
        } catch (BrokenTransferException | WeightException e) {
            throw new WeightException(
                    file.address() + ": " + e.getMessage() + "; try again later, or download it by hand to " + target,
                    e);
        }
    }

    private void transfer(CatalogFile file, Path target, DownloadListener listener) throws IOException {
        PartialFile part = new PartialFile(target);
        discardUseless(file, part);
        boolean continued = part.size() > 0;
        listener.begins(file, part.size());
        complete(file, part, listener);
        Optional<String> fault = fault(file, part.path());
        if (fault.isPresent() && continued) {
            // The part that an earlier run left may be what is wrong.
            part.delete();
            complete(file, part, listener);
            fault = fault(file, part.path());
        }
        if (fault.isPresent()) {
            part.delete();
            throw new WeightException(fault.get());
        }
        part.finish();
    }

    /** A part that cannot be told to belong to the file, or is too long, is not continued. */
    private static void discardUseless(CatalogFile file, PartialFile part) throws IOException {
        boolean verifiable = file.checksum().isPresent() || part.tag().isPresent();
        if (!verifiable || part.size() > file.size().orElse(Long.MAX_VALUE)) {
            part.delete();
        }
    }

    private void complete(CatalogFile file, PartialFile part, DownloadListener listener) throws IOException {
        Transfer transfer = new Transfer(client(), settings.patience(), file, part, listener);
        long furthest = part.size();
        int failures = 0;
        for (int attempt = 1; !isComplete(file, part); attempt++) {
            try {
                transfer.run();
                return;
            } catch (BrokenTransferException e) {
                failures = part.size() > furthest ? 1 : failures + 1;
                furthest = Math.max(furthest, part.size());
                boolean unreachable = e.getCause() instanceof ConnectException && furthest == 0 && failures == 2;
                if (failures >= settings.attempts() || attempt >= Settings.MAX_ATTEMPTS || unreachable) {
                    throw e;
                }
                Duration pause = settings.pause().multipliedBy(1L << failures - 1);
                listener.retries(file, e.getMessage(), pause);
                sleep(pause);
            }
        }
    }

    private static boolean isComplete(CatalogFile file, PartialFile part) throws IOException {
        return file.size().equals(OptionalLong.of(part.size()));
    }

    /** What is wrong with a file that was fetched, if anything. */
    private static Optional<String> fault(CatalogFile file, Path path) throws IOException {
        long size = Files.size(path);
        if (FileHead.of(path).isWebPage()) {
            return Optional.of("a web page came instead of the file");
        }
        if (size == 0) {
            return Optional.of("an empty file came");
        }
        if (file.size().isPresent() && file.size().getAsLong() != size) {
            return Optional.of(size + " bytes came, expected are " + file.size().getAsLong());
        }
        if (file.checksum().isPresent()) {
            Checksum expected = file.checksum().get();
            Checksum actual = expected.of(path);
            if (!actual.equals(expected)) {
                return Optional.of(
                        "what came is not the published file: its checksum is " + actual + ", expected is " + expected);
            }
        }
        return Optional.empty();
    }

    private static void sleep(Duration pause) throws InterruptedIOException {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted between two attempts to fetch a file");
        }
    }
}
