package maskrcnn4j.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the shell script is for the others")
class LauncherIT {
    @TempDir
    private Path folder;

    private Release release;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        release = Release.unpack(folder);
    }

    @Test
    void versionRunsFromAFolderWithSpacesAndThroughALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("mrcnn"), release.launcher());

        Release.Run run = release.mrcnn(javaHome(), link, "--version");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("mrcnn ");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void exitCodeOfTheVerbIsThatOfTheCommand() throws Exception {
        assertThat(release.mrcnn("--no-such-option").exitCode()).isEqualTo(2);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void runsAtTheSameTimeMakeOneClassArchiveBetweenThem() throws Exception {
        List<CompletableFuture<Release.Run>> runs = Stream.generate(() -> CompletableFuture.supplyAsync(this::version))
                .limit(3)
                .toList();

        for (CompletableFuture<Release.Run> run : runs) {
            assertThat(run.get().out()).startsWith("mrcnn ");
            assertThat(run.get().err()).isEmpty();
        }
        assertThat(release.classArchives())
                .singleElement()
                .satisfies(archive -> assertThat(archive).isNotEmptyFile());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void classArchiveThatDoesNotFitIsIgnoredWithoutAWord() throws Exception {
        release.mrcnn("--version");
        Path archive = release.classArchives().get(0);
        Files.delete(archive);
        Files.writeString(archive, "not an archive");

        Release.Run run = release.mrcnn("--version");

        assertThat(run.out().lines().findFirst().orElseThrow()).startsWith("mrcnn ");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void shortVerbsRunWithoutNativesAndLongOnesWithThem() throws Exception {
        Path jdk = Release.fakeJdk(folder.resolve("jdk"), "21.0.2");

        for (String verb : List.of("--version", "data", "score", "weights")) {
            assertThat(release.mrcnn(jdk, release.launcher(), verb).out())
                    .contains("-XX:TieredStopAtLevel=1")
                    .doesNotContain("/lib/natives/");
        }
        assertThat(release.mrcnn(jdk, release.launcher(), "segment", "a b.jpg").out())
                .contains("--enable-native-access=ALL-UNNAMED", "/lib/natives/pytorch", "\na b.jpg\n")
                .doesNotContain("TieredStopAtLevel");
        assertThat(release.mrcnn(jdk, release.launcher(), "segment", "--help").out())
                .doesNotContain("/lib/natives/");
    }

    @Test
    void jdkThatIsTooOldIsPassedOver() throws Exception {
        Path old = Release.fakeJdk(folder.resolve("old"), "1.8.0_402");

        Release.Run run = release.mrcnn(old, release.launcher(), "--version");

        assertThat(run.out()).doesNotContain("maskrcnn4j.cli.Main").matches("(?s)mrcnn .*|");
        if (run.exitCode() != 0) { // a machine without any other JDK in the usual folders
            assertThat(run.err()).contains("needs a JDK of version 17 or newer", "1.8.0_402");
        }
    }

    private Release.Run version() {
        try {
            return release.mrcnn("--version");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }
}
