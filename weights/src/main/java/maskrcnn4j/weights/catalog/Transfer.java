package maskrcnn4j.weights.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import maskrcnn4j.weights.WeightException;

/** One request that adds to a partial file; it goes on where the part ends if the server plays along. */
final class Transfer {
    /** Limit for files of unknown size, so that an endless answer cannot fill the disk. */
    private static final long MAX_UNKNOWN_BYTES = 8L << 30;

    private static final int BUFFER_BYTES = 1 << 16;
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

    /** Answers that may be others a little later. */
    private static final Set<Integer> PASSING = Set.of(408, 425, 429, 500, 502, 503, 504);

    private final HttpClient client;
    private final Duration patience;
    private final CatalogFile file;
    private final PartialFile part;
    private final DownloadListener listener;

    Transfer(HttpClient client, Duration patience, CatalogFile file, PartialFile part, DownloadListener listener) {
        this.client = client;
        this.patience = patience;
        this.file = file;
        this.part = part;
        this.listener = listener;
    }

    /**
     * Fetches what is missing.
     *
     * @throws BrokenTransferException if it failed and may be tried again
     * @throws WeightException if another attempt would be useless
     * @throws IOException if the disk cannot be written
     */
    void run() throws IOException {
        long have = part.size();
        HttpResponse<InputStream> response = send(have);
        try (InputStream body = response.body()) {
            int status = response.statusCode();
            HttpHeaders headers = response.headers();
            if (status == 200) {
                requireFile(headers, headers.firstValueAsLong("Content-Length"));
                part.restart(tag(headers));
                receive(body, headers.firstValueAsLong("Content-Length"));
            } else if (status == 206) {
                OptionalLong total = total(headers, have);
                requireFile(headers, total);
                receive(body, total);
            } else if (status == 416) {
                if (have == 0 || have != contentRange(headers).map(Range::total).orElse(-1L)) {
                    part.delete();
                    throw new BrokenTransferException("the server does not continue the file");
                }
            } else if (PASSING.contains(status)) {
                throw new BrokenTransferException("the server answered with status " + status);
            } else {
                throw new WeightException(refusal(status, headers));
            }
        }
    }

    private HttpResponse<InputStream> send(long have) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(file.address())
                .timeout(patience)
                .header("User-Agent", "maskrcnn4j")
                .header("Accept-Encoding", "identity");
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
            part.tag().ifPresent(tag -> request.header("If-Range", tag));
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + file.address() + " was fetched");
        } catch (HttpTimeoutException e) {
            throw new BrokenTransferException("no answer within " + patience.toSeconds() + " s", e);
        } catch (ConnectException e) {
            boolean unknown = e.getCause() instanceof UnresolvedAddressException
                    || e.getCause() != null && e.getCause().getCause() instanceof UnresolvedAddressException;
            String host = file.address().getHost();
            throw new BrokenTransferException(
                    unknown ? "the host " + host + " is not known" : "no connection to " + host, e);
        } catch (SSLException e) {
            throw new WeightException("no secure connection: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BrokenTransferException(reason(e), e);
        }
    }

    private void receive(InputStream body, OptionalLong total) throws IOException {
        long limit = file.size().orElse(total.orElse(MAX_UNKNOWN_BYTES));
        byte[] buffer = new byte[BUFFER_BYTES];
        long done = part.size();
        try (FileChannel channel = part.append();
                StallGuard guard = StallGuard.start(body, patience)) {
            for (int count = read(body, buffer, guard); count >= 0; count = read(body, buffer, guard)) {
                guard.alive();
                if (done + count > limit) {
                    part.delete();
                    throw new WeightException("more than the expected " + limit + " bytes came");
                }
                part.write(channel, ByteBuffer.wrap(buffer, 0, count));
                done += count;
                listener.progress(file, done, total.isPresent() ? total : file.size());
            }
        }
        long expected = total.orElse(file.size().orElse(done));
        if (done < expected) {
            throw new BrokenTransferException("the connection ended after " + done + " of " + expected + " bytes");
        }
    }

    private int read(InputStream body, byte[] buffer, StallGuard guard) throws BrokenTransferException {
        try {
            return body.read(buffer);
        } catch (IOException e) {
            throw new BrokenTransferException(
                    guard.stalled() ? "nothing came for " + patience.toSeconds() + " s" : reason(e), e);
        }
    }

    /** An answer that cannot be the file is refused before anything on disk is touched. */
    private void requireFile(HttpHeaders headers, OptionalLong total) throws WeightException {
        String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/html") || type.startsWith("application/xhtml")) {
            throw new WeightException("the server answered with a web page instead of the file");
        }
        if (file.size().isPresent() && total.isPresent() && file.size().getAsLong() != total.getAsLong()) {
            throw new WeightException("the server offers a file of " + total.getAsLong() + " bytes, expected are "
                    + file.size().getAsLong());
        }
    }

    /** The whole file's size from an answer that continues it. */
    private OptionalLong total(HttpHeaders headers, long have) throws IOException {
        Optional<Range> range = contentRange(headers);
        if (range.isEmpty() || range.get().start() != have) {
            part.delete();
            throw new BrokenTransferException("the server continued at the wrong place");
        }
        return range.get().total() < 0
                ? OptionalLong.empty()
                : OptionalLong.of(range.get().total());
    }

    /** A Content-Range header; what it does not say is -1. */
    private record Range(long start, long total) {}

    private static Optional<Range> contentRange(HttpHeaders headers) {
        Matcher range =
                CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
        if (!range.matches()) {
            return Optional.empty();
        }
        long start = range.group(1) == null ? -1 : Long.parseLong(range.group(1));
        return Optional.of(new Range(start, range.group(2).equals("*") ? -1 : Long.parseLong(range.group(2))));
    }

    /** If-Range takes a strong entity tag or a date. */
    private static Optional<String> tag(HttpHeaders headers) {
        return headers.firstValue("ETag")
                .filter(tag -> !tag.startsWith("W/"))
                .or(() -> headers.firstValue("Last-Modified"));
    }

    private static String refusal(int status, HttpHeaders headers) {
        return switch (status) {
            case 404, 410 -> "there is no such file at this address any more (status " + status + ")";
            case 401, 403 -> "the server denies access (status " + status + ")";
            case 407 -> "the proxy asks for a user name and password (status 407)";
            case 301, 302, 303, 307, 308 ->
                "the server redirects to " + headers.firstValue("Location").orElse("nowhere")
                        + ", which is not followed (status " + status + ")";
            default -> "the server answered with status " + status;
        };
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return "the connection broke off" + (message == null || message.isBlank() ? "" : " (" + message + ")");
    }
}
