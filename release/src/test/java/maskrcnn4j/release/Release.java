package maskrcnn4j.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An unpacked release archive and runs of the launcher in it. */
final class Release {
    private final Path folder;
    private final Path cache;

    private Release(Path folder, Path cache) {
        this.folder = folder;
        this.cache = cache;
    }

    /** The name of the archives of this build, without {@code .zip} or {@code .tar.gz}. */
    static String archive() {
        return System.getProperty("release.archive");
    }

    /** Unpacks the archive below a folder whose name has a space, with a class archive cache of its own. */
    static Release unpack(Path parent) throws IOException, InterruptedException {
        Path programs = Files.createDirectories(parent.resolve("my programs"));
        Run tar = run(Map.of(), "tar", "xzf", archive() + ".tar.gz", "-C", programs.toString());
        if (tar.exitCode() != 0) {
            throw new IOException("tar: " + tar.err());
        }
        try (Stream<Path> folders = Files.list(programs)) {
            return new Release(folders.findFirst().orElseThrow(), parent.resolve("cache"));
        }
    }

    Path launcher() {
        return folder.resolve("bin/mrcnn");
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Where the launcher of this release keeps class archives. */
    List<Path> classArchives() throws IOException {
        try (Stream<Path> files = Files.list(cache.resolve("maskrcnn4j"))) {
            return files.toList();
        }
    }

    Run mrcnn(String... args) throws IOException, InterruptedException {
        return mrcnn(Path.of(System.getProperty("java.home")), launcher(), args);
    }

    Run mrcnn(Path javaHome, Path launcher, String... args) throws IOException, InterruptedException {
        String[] command =
                Stream.concat(Stream.of(launcher.toString()), Stream.of(args)).toArray(String[]::new);
        return run(Map.of("JAVA_HOME", javaHome.toString(), "XDG_CACHE_HOME", cache.toString()), command);
    }

    /** A JDK that is only its version and a {@code java} that prints its arguments, one a line. */
    static Path fakeJdk(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        if (!java.toFile().setExecutable(true)) {
            throw new IOException(java + ": cannot be made executable");
        }
        return home;
    }

    private static Run run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path err = Files.createTempFile("run", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
            builder.environment().putAll(environment);
            builder.environment().keySet().removeIf(name -> name.startsWith("MRCNN_"));
            Process process = builder.start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IOException("does not end: " + String.join(" ", command));
            }
            return new Run(process.exitValue(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }

    record Run(int exitCode, String out, String err) {}
}
