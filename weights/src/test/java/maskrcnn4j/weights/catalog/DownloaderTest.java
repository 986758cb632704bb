package maskrcnn4j.weights.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import maskrcnn4j.weights.WeightException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class DownloaderTest {
    private static final int SIZE = 300_000;

    private final byte[] content = new byte[SIZE];
    private final Downloader downloader =
            new Downloader(new Downloader.Settings(3, Duration.ofMillis(5), Duration.ofMillis(700)));
    private final List<String> heard = new ArrayList<>();
    private final DownloadListener listener = new DownloadListener() {
        @Override
        public void begins(CatalogFile file, long have) {
            heard.add("begins at " + have);
        }

        @Override
        public void retries(CatalogFile file, String reason, Duration pause) {
            heard.add(reason);
        }
    };

    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void makeContent() {
        new Random(1).nextBytes(content);
        target = folder.resolve("new/w.bin");
    }

    @Test
    void wholeFileArrivesWithProgress() throws IOException {
        List<Long> done = new ArrayList<>();
        try (RawServer server = new RawServer((request, out) -> RawServer.serve(request, out, content, SIZE))) {
            downloader.fetch(known(server), target, new DownloadListener() {
                @Override
                public void progress(CatalogFile file, long bytes, OptionalLong total) {
                    assertThat(total).hasValue(SIZE);
                    done.add(bytes);
                }
            });
            assertThat(server.requests().get(0).headers()).doesNotContainKey("range");
        }
        assertArrived();
        assertThat(done).isSorted().last().isEqualTo((long) SIZE);
    }

    @Test
    void fileThatIsThereAndRightIsNotFetchedAgain() throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target, content);
        try (RawServer server = new RawServer((request, out) -> {})) {
            downloader.fetch(known(server), target, listener);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void fileThatIsThereButWrongIsReplaced() throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target, new byte[SIZE]);
        try (RawServer server = new RawServer((request, out) -> RawServer.serve(request, out, content, SIZE))) {
            downloader.fetch(known(server), target, listener);
        }
        assertArrived();
    }

    @Test
    void brokenTransferGoesOnWhereItBroke() throws IOException {
        try (RawServer server = new RawServer((request, out) -> RawServer.serve(request, out, content, 80_000))) {
            downloader.fetch(known(server), target, listener);
            // Java's client may drop the last bytes before a break, so each request begins where the file ended: behind
            // the
            // one before, and at most what was sent further.
            int from = 0;
            for (RawServer.Request request :
                    server.requests().subList(1, server.requests().size())) {
                int next = Integer.parseInt(request.headers().get("range").replaceAll("\\D", ""));
                assertThat(next).isGreaterThan(from).isLessThanOrEqualTo(from + 80_000);
                from = next;
            }
            assertThat(server.requests().get(0).headers()).doesNotContainKey("range");
            assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(4);
            assertThat(server.requests().get(1).headers()).containsEntry("if-range", "\"v1\"");
        }
        assertArrived();
        assertThat(heard).hasSizeGreaterThanOrEqualTo(4).anyMatch(line -> line.startsWith("the connection "));
    }

    @Test
    void laterRunContinuesWhatAnEarlierOneLeft() throws IOException {
        try (RawServer server = new RawServer((request, out) -> RawServer.serve(
                request, out, content, request.number() == 1 ? 100_000 : request.number() < 5 ? 0 : SIZE))) {
            assertThatThrownBy(() -> downloader.fetch(known(server), target, listener))
                    .isInstanceOf(WeightException.class);
            long left = Files.size(target.resolveSibling("w.bin.part"));
            assertThat(left).isBetween(1L, 100_000L); // see brokenTransferGoesOnWhereItBroke
            heard.clear();
            downloader.fetch(known(server), target, listener);
            assertThat(heard).first().isEqualTo("begins at " + left);
        }
        assertArrived();
    }

    @Test
    void serverThatIgnoresRangesStartsOver() throws IOException {
        try (RawServer server = new RawServer((request, out) -> RawServer.answer(
                out,
                "200 OK",
                List.of("Content-Length: " + SIZE),
                request.number() == 1 ? Arrays.copyOf(content, 1000) : content))) {
            downloader.fetch(known(server), target, listener);
            assertThat(server.requests()).hasSize(2);
        }
        assertArrived();
    }

    @Test
    void damagedRestOfAnEarlierRunIsThrownAway() throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target.resolveSibling("w.bin.part"), new byte[5000]);
        try (RawServer server = new RawServer((request, out) -> RawServer.serve(request, out, content, SIZE))) {
            downloader.fetch(known(server), target, listener);
            assertThat(server.requests())
                    .extracting(request -> request.headers().get("range"))
                    .containsExactly("bytes=5000-", null);
        }
        assertArrived();
    }

    @Test
    void finishedButUnnamedPartNeedsNoBytes() throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(target.resolveSibling("w.bin.part"), content);
        Files.writeString(target.resolveSibling("w.bin.part.tag"), "\"v1\"");
        try (RawServer server = new RawServer((request, out) -> RawServer.serve(request, out, content, SIZE))) {
            downloader.fetch(unknown(server), target, listener);
            assertThat(server.requests()).hasSize(1);
        }
        assertArrived();
    }

    @Test
    void wrongContinuationIsNotJoined() throws IOException {
        try (RawServer server = new RawServer((request, out) -> {
            if (request.number() == 2) {
                RawServer.answer(out, "206 Partial Content", List.of("Content-Range: bytes 7-9/" + SIZE), new byte[3]);
            } else {
                RawServer.serve(request, out, content, request.number() == 1 ? 1000 : SIZE);
            }
        })) {
            downloader.fetch(known(server), target, listener);
            assertThat(heard).anyMatch(line -> line.contains("continued at the wrong place"));
        }
        assertArrived();
    }

    @Test
    void passingFailuresOfTheServerAreTriedAgain() throws IOException {
        try (RawServer server = new RawServer((request, out) -> {
            if (request.number() < 3) {
                RawServer.answer(out, "503 Busy", List.of("Content-Length: 0"), new byte[0]);
            } else {
                RawServer.serve(request, out, content, SIZE);
            }
        })) {
            downloader.fetch(known(server), target, listener);
            assertThat(heard).filteredOn(line -> line.contains("status 503")).hasSize(2);
        }
        assertArrived();
    }

    @Test
    void chunkedAnswerWithoutALengthIsTaken() throws IOException {
        try (RawServer server = new RawServer((request, out) -> {
            RawServer.answer(out, "200 OK", List.of("Transfer-Encoding: chunked"), new byte[0]);
            out.write((Integer.toHexString(SIZE) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(content);
            out.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        })) {
            downloader.fetch(unknown(server), target, listener);
        }
        assertArrived();
    }

    @Test
    void redirectIsFollowed() throws IOException {
        try (RawServer server = new RawServer((request, out) -> {
            if (request.line().contains("/w.bin")) {
                RawServer.answer(out, "302 Found", List.of("Location: /moved", "Content-Length: 0"), new byte[0]);
            } else {
                RawServer.serve(request, out, content, SIZE);
            }
        })) {
            downloader.fetch(known(server), target, listener);
        }
        assertArrived();
    }

    @Test
    void serverThatFallsSilentIsGivenUp() throws IOException {
        try (RawServer server = new RawServer((request, out) -> {
            RawServer.answer(out, "200 OK", List.of("Content-Length: " + SIZE), Arrays.copyOf(content, 10));
            out.flush();
            Thread.sleep(20_000);
        })) {
            assertRefused(known(server), "nothing came for");
        }
    }

    @Test
    void serverThatNeverAnswersIsGivenUp() throws IOException {
        try (RawServer server = new RawServer((request, out) -> Thread.sleep(20_000))) {
            assertRefused(known(server), "no answer within");
        }
    }

    @Test
    void attemptsThatBringNothingEnd() throws IOException {
        try (RawServer server =
                new RawServer((request, out) -> RawServer.serve(request, out, content, 1000 / request.number()))) {
            assertRefused(unknown(server), "the connection ");
            assertThat(server.requests()).hasSizeLessThan(60);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 Not Found    |                          | no such file at this address any more (status 404)
            403 Forbidden    |                          | denies access
            418 Teapot       |                          | status 418
            302 Found        | Location: ftp://elsewhere/ | redirects to ftp://elsewhere/
            200 OK           | Content-Type: text/html; charset=utf-8 | web page instead of the file
            200 OK           | Content-Length: 12       | offers a file of 12 bytes, expected are 300000
            200 OK           | Content-Length: 9000000000 | offers a file of 9000000000 bytes
            """)
    void answersThatCannotBeTheFileAreRefusedAtOnce(String status, String header, String said) throws IOException {
        try (RawServer server = new RawServer((request, out) -> RawServer.answer(
                out, status, header == null ? List.of("Content-Length: 0") : List.of(header), content))) {
            assertRefused(known(server), said);
            assertThat(server.requests()).hasSize(1);
        }
        assertNothingLeft();
    }

    @Test
    void pageThatClaimsToBeDataIsRefused() throws IOException {
        byte[] page = "<!DOCTYPE html><html>Not here</html>".getBytes(StandardCharsets.US_ASCII);
        try (RawServer server = new RawServer((request, out) -> RawServer.answer(
                out,
                "200 OK",
                List.of("Content-Type: application/octet-stream", "Content-Length: " + page.length),
                page))) {
            assertRefused(unknown(server), "a web page came");
        }
        assertNothingLeft();
    }

    @Test
    void otherContentOfTheSameSizeIsRefused() throws IOException {
        try (RawServer server = new RawServer((request, out) -> RawServer.serve(request, out, new byte[SIZE], SIZE))) {
            assertRefused(known(server), "its checksum is sha256:", "expected is " + checksum());
        }
        assertNothingLeft();
    }

    @Test
    void beginningOfADigestIsEnoughToRefuse() throws IOException {
        try (RawServer server = new RawServer((request, out) -> RawServer.serve(request, out, content, SIZE))) {
            CatalogFile file = new CatalogFile(
                    "w.bin", server.address("/w.bin"), OptionalLong.empty(), Optional.of(Checksum.parse("md5:000000")));
            assertRefused(file, "its checksum is md5:", "expected is md5:000000");
        }
    }

    @Test
    void endlessAnswerIsCutAtTheExpectedSize() throws IOException {
        try (RawServer server = new RawServer((request, out) -> {
            RawServer.answer(out, "200 OK", List.of(), content);
            for (int i = 0; i < 1000; i++) {
                out.write(content);
            }
        })) {
            assertRefused(known(server), "more than the expected 300000 bytes");
        }
        assertNothingLeft();
    }

    @Test
    void emptyAnswerIsRefused() throws IOException {
        try (RawServer server = new RawServer(
                (request, out) -> RawServer.answer(out, "200 OK", List.of("Content-Length: 0"), new byte[0]))) {
            assertRefused(unknown(server), "an empty file came");
        }
    }

    @Test
    void unreachableServerIsNotTriedForLong() throws IOException {
        RawServer server = new RawServer((request, out) -> {});
        server.close();
        assertRefused(known(server), "no connection to localhost");
        assertThat(heard).hasSize(2);
    }

    private void assertRefused(CatalogFile file, String... said) {
        assertThatThrownBy(() -> downloader.fetch(file, target, listener))
                .isInstanceOf(WeightException.class)
                .hasMessageStartingWith(file.address() + ": ")
                .hasMessageContainingAll(said)
                .hasMessageEndingWith("download it by hand to " + target)
                .message()
                .hasLineCount(1);
        assertThat(target).doesNotExist();
    }

    private void assertArrived() throws IOException {
        assertThat(target).hasBinaryContent(content);
        try (Stream<Path> files = Files.list(target.getParent())) {
            assertThat(files).containsExactly(target);
        }
    }

    private void assertNothingLeft() throws IOException {
        try (Stream<Path> files = Files.list(target.getParent())) {
            assertThat(files).allMatch(file -> file.toString().endsWith(".lock"));
        }
    }

    private CatalogFile known(RawServer server) {
        return new CatalogFile("w.bin", server.address("/w.bin"), OptionalLong.of(SIZE), Optional.of(checksum()));
    }

    private CatalogFile unknown(RawServer server) {
        return new CatalogFile("w.bin", server.address("/w.bin"), OptionalLong.empty(), Optional.empty());
    }

    private Checksum checksum() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return Checksum.parse("sha256:" + HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
